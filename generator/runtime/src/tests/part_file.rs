//! A file while it is written.

use std::io::ErrorKind;

use crate::runtime::part_file::PartFile;

#[test]
fn a_name_that_is_taken_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = folder.path().join("film");
    // The same chance twice: the second file finds its first name taken.
    fastrand::seed(7);
    let mut one = PartFile::create(&place).expect("a file");
    fastrand::seed(7);
    let mut other = PartFile::create(&place).expect("a file under another name");
    one.write(b"one").expect("room");
    other.write(b"other").expect("room");
    one.finish().expect("a file in its place");
    assert_eq!(std::fs::read(&place).expect("the file"), b"one");
    other.finish().expect("a file in its place");
    assert_eq!(std::fs::read(&place).expect("the file"), b"other");
    assert_eq!(std::fs::read_dir(folder.path()).expect("it").count(), 1);
}

#[test]
fn why_there_is_no_file_is_told_as_the_system_tells_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let error = PartFile::create(&folder.path().join("no/film")).expect_err("no such folder");
    assert_eq!(error.kind(), ErrorKind::NotFound);
}
