//! What a POST does, where its path ends with a verb: `POST /charges/{id}/capture` captures.
//!
//! A list, since nothing but the language knows verbs. What people post as a thing as well (`order`, `message`, `report`) is none, nor is a method of HTTP: `POST /tags/delete` beside `DELETE /tags`.

use heck::ToSnakeCase;

use crate::contract::Operation;

/// The last segment of a path in two: what stands before the verb, and the verb with all that belongs to it.
pub(super) fn split<'a>(operation: &Operation, segment: &'a str) -> Option<(&'a str, &'a str)> {
    if operation.method != "POST" {
        return None;
    }
    let plain = segment.strip_suffix(".json").unwrap_or(segment);
    match plain.rsplit_once(':') {
        // A colon says that it is one, whatever the word.
        Some((before, verb)) if before.ends_with('}') && is_word(verb) => Some((before, verb)),
        _ if is_word(plain) && is_verb(plain) => Some(("", plain)),
        _ => None,
    }
}

fn is_word(segment: &str) -> bool {
    segment.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && !segment.contains(['{', '}', '(', ')', '.', ':'])
        && !METHODS.contains(&first_word(segment).as_str())
}

/// `sendMessage` begins with one, `batch` is none.
fn is_verb(segment: &str) -> bool {
    let first = first_word(segment);
    VERBS.split_whitespace().any(|verb| verb == first)
}

fn first_word(segment: &str) -> String {
    let words = segment.to_snake_case();
    words.split('_').next().unwrap_or_default().to_owned()
}

const METHODS: [&str; 8] = [
    "delete", "get", "head", "options", "patch", "post", "put", "trace",
];

/// In the order of the alphabet.
const VERBS: &str = "
    abort accept acknowledge activate add adjust allow analyze annotate anonymize apply approve archive assign attach authenticate authorize autocomplete
    ban bind block bookmark buy calculate cancel capture change checkout clear clone close compare complete compress compute confirm connect convert copy
    create deactivate decline decode decompress decrypt delegate deploy deprovision describe detach detect disable disconnect discover dismiss download
    duplicate edit enable encode encrypt enrich enroll estimate evaluate execute expire export extend extract favorite favourite fetch finalize find
    finish follow force forward freeze generate grant hide ignore import init initialize initiate insert install invalidate invite invoke join kick kill
    launch leave like list lock login logout lookup mark merge moderate modify move mute notify obtain open parse pause pay pin ping predict promote
    provision publish purchase purge push query reactivate read reblog rebuild recalculate receive reconstruct recover redeem refresh refund refuse
    register reindex reinstate reject release reload remove rename render renew reopen reorder repeat replace replay reprocess reroute rerun rescan
    reschedule resend reset resize resolve restart restore resubmit resume retest retrieve retry reverse revert revoke rollback rotate run save scan
    search select send set share ship shorten show shutdown sign simulate skip snooze solve split start stop submit subscribe suggest suspend swap switch
    sync synchronize terminate test toggle transcode transcribe transfer transform translate trigger unarchive unassign unban unbind unblock unbookmark
    uncompress undo unfavorite unfavourite unfollow unfreeze unhide uninstall unlike unlink unlock unmark unmute unpause unpin unpublish unreblog
    unregister unshare unsubscribe unsuspend untag update upgrade upload upsert validate verify void withdraw write
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_names_no_method() {
        let mut verbs = VERBS.split_whitespace();
        assert!(verbs.clone().is_sorted());
        assert!(verbs.all(|verb| !METHODS.contains(&verb)));
    }

    #[test]
    fn a_verb_begins_a_segment() {
        for verb in ["capture", "verify-md5", "sendMessage", "mark_as_read"] {
            assert!(is_word(verb) && is_verb(verb), "{verb}");
        }
        for noun in [
            "refunds", "orders", "batch", "token", "delete", "getUser", "a.b", "sending",
        ] {
            assert!(!(is_word(noun) && is_verb(noun)), "{noun}");
        }
    }
}
