//! LP0600 to LP0699: comparing two versions, and asking for the cause of an item.

use super::Entry;

pub(crate) const ENTRIES: &[Entry] = &[
    Entry {
        code: "LP0601",
        title: "an item that no crate has",
        text: "`letterpress why` takes the path of a public item as a user of the crate writes it, with or without the name of the crate. API.txt in the crate's folder lists them all.",
        wrong: "letterpress why types::Fliter\n",
        right: "letterpress why types::Filter\n",
    },
    Entry {
        code: "LP0602",
        title: "a commit or file that git does not have",
        text: "`git:REV` is read through git: the schema, the files that it refers to and letterpress.toml as they were in that commit. The commit must be there (a shallow clone lacks older ones), and so must the files.",
        wrong: "letterpress diff git:no-such-branch\n",
        right: "letterpress diff git:HEAD\n",
    },
    Entry {
        code: "LP0603",
        title: "an acknowledgement that acknowledges nothing",
        text: "Every entry of letterpress-acks.toml names a breaking change between the base and the revision. One that names none any more is stale: what it allowed has been released or taken back, and it might hide a later change. So is one for a crate that letterpress.toml does not name.",
        wrong: "[[acknowledged]]\ncrate = \"my-api\"\nid = \"0000000000\"\nrule = \"operation-removed\"\nreason = \"released in June\"\n",
        right: "# no entry: nothing is left to acknowledge\n",
    },
    Entry {
        code: "LP0604",
        title: "letterpress-acks.toml can't be used",
        text: "The file is TOML with a table `[[acknowledged]]` a change: `crate`, `id`, `rule` and `reason`, each a text that isn't empty. `letterpress diff --acknowledge ID --reason TEXT` writes one.",
        wrong: "[[acknowledged]]\ncrate = \"my-api\"\nid = \"7f3a91c204\"\n",
        right: "[[acknowledged]]\ncrate = \"my-api\"\nid = \"7f3a91c204\"\nrule = \"operation-removed\"\nreason = \"nobody calls it\"\n",
    },
    Entry {
        code: "LP0605",
        title: "no change has this id",
        text: "`--acknowledge` takes the id of a breaking change of this very comparison, as the report shows it.",
        wrong: "letterpress diff git:main --acknowledge nothing --reason \"..\"\n",
        right: "letterpress diff git:main --acknowledge 7f3a91c204 --reason \"nobody calls it\"\n",
    },
    Entry {
        code: "LP0606",
        title: "a breaking change that is denied",
        text: "`--deny wire` stops what breaks programs that run, `--deny rust` what breaks code that upgrades. A change that is meant is acknowledged, with its reason, in letterpress-acks.toml.",
        wrong: "letterpress diff git:main --deny wire     # and an operation is gone\n",
        right: "letterpress diff git:main --acknowledge 7f3a91c204 --reason \"nobody calls it\"\n",
    },
    Entry {
        code: "LP0607",
        title: "a version that says too little",
        text: "What changed since the base asks for a version, by the rules of Cargo: a break of Rust is a major release (below 1.0 the second number), something new a minor one, the rest a patch. A change that only breaks the wire is a patch, and urgent: released crates stop working.",
        wrong: "[crate.package]\nversion = \"1.4.2\"     # and a field is gone\n",
        right: "[crate.package]\nversion = \"2.0.0\"\n",
    },
    Entry {
        code: "LP0608",
        title: "a version that nobody knows",
        text: "`--deny version` holds the version of letterpress.toml against that of the base. A document alone has none; a letterpress.toml has one, 0.1.0 if it says nothing.",
        wrong: "letterpress diff old.yaml --deny version\n",
        right: "letterpress diff git:main --deny version\n",
    },
    Entry {
        code: "LP0609",
        title: "a crate that only one version has",
        text: "Where letterpress.toml names several crates, `letterpress diff` compares each with that of the same name, or of the same `out` where the name changed. One that only one of the two versions names has nothing that it could be compared with.",
        wrong: "letterpress diff git:main     # and a second `[[crate]]` was added since\n",
        right: "letterpress diff git:main --crate my-api\n",
    },
    Entry {
        code: "LP0610",
        title: "a commit with errors",
        text: "The letterpress.toml of a commit, or the document that it names, has errors, which are listed above with their places in that commit. A commit can't be mended: compare with another one, or with a mended copy of its document.",
        wrong: "letterpress diff git:main~3     # and the document of that commit refers to nothing\n",
        right: "git show main~3:schema/api.yaml > mended.yaml     # and mend it\nletterpress diff mended.yaml\n",
    },
];
