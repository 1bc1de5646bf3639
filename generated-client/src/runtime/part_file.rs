//! A file that is complete or absent: written beside its place, and moved there at its end.

use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A file under a name of its own until it is complete. Dropped before, it is removed.
#[derive(Debug)]
pub(crate) struct PartFile {
    /// None once it is in its place.
    part: Option<PathBuf>,
    place: PathBuf,
    file: File,
}

impl PartFile {
    /// Makes the file, in the folder of its place.
    pub(crate) fn create(place: &Path) -> io::Result<Self> {
        let name = place
            .file_name()
            .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "the path names no file"))?;
        for _ in 0..16 {
            let mut part = OsString::from(".");
            part.push(name);
            part.push(format!(".{:08x}.part", fastrand::u32(..)));
            let part = place.with_file_name(part);
            match OpenOptions::new().write(true).create_new(true).open(&part) {
                Ok(file) => {
                    return Ok(Self {
                        part: Some(part),
                        place: place.to_owned(),
                        file,
                    });
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::Error::new(
            io::ErrorKind::AlreadyExists,
            "no free name for the file while it is written",
        ))
    }

    pub(crate) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)
    }

    /// Moves the file to its place, once the disk has all of it.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.file.sync_all()?;
        if let Some(part) = &self.part {
            std::fs::rename(part, &self.place)?;
        }
        self.part = None;
        #[cfg(unix)]
        if let Some(folder) = self.place.parent() {
            // The file is whole either way; this only makes its name outlast a power cut, and not every file system can.
            let _ = File::open(folder).and_then(|folder| folder.sync_all());
        }
        Ok(())
    }
}

impl Drop for PartFile {
    fn drop(&mut self) {
        if let Some(part) = &self.part {
            // Nobody is left to tell if it cannot be removed.
            let _ = std::fs::remove_file(part);
        }
    }
}
