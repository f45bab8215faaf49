//! What has to come down comes down everywhere (PII-T1), and what isn't built this time leaves no trace.

use crate::people::{identity_number, mobile_number};
use crate::portal::Portal;

/// A portal with a notice that names people, public until 7 July.
fn with_notice() -> Portal {
    let (number, phone) = (identity_number("20100228", 17), mobile_number(42));
    Portal::new(&format!(
        "-- content/notices/list/index.md --
+++
title = \"受助学生公示\"
date = 2023-07-01
tags = [\"公示\"]
summary = \"阿木古楞等同学。\"
cover = \"list.png\"
gallery = true
people = \"minors\"
aliases = [\"/list/\"]

[publicity]
from = 2023-07-01
until = 2023-07-07
+++
阿木古楞 {number} {phone}

[名单](list.csv)

{{{{ attachment(file=\"list.csv\") }}}}
-- content/notices/list/list.csv --
姓名
阿木古楞
-- content/notices/list/list.png --
not a picture
-- content/notices/other.md --
+++
title = \"别的公示\"
date = 2023-07-02
tags = [\"公示\"]
+++
见[公示](list/index.md)。
"
    ))
}

fn files_that_say(portal: &Portal, words: &[&str]) -> Vec<String> {
    let says = |bytes: &[u8]| words.iter().any(|word| String::from_utf8_lossy(bytes).contains(word));
    portal
        .tree()
        .into_iter()
        .filter(|(path, bytes)| says(bytes) || says(path.as_bytes()))
        .map(|(path, _)| path)
        .collect()
}

#[test]
fn an_expired_notice_leaves_its_title_and_nothing_else() {
    let portal = with_notice();
    assert_eq!(portal.run(&["build", "--as-of", "2023-07-07"]).code, 0);
    let names = ["阿木古楞", &identity_number("20100228", 17), &mobile_number(42)];
    assert!(!files_that_say(&portal, &names).is_empty(), "on its last day the notice is public");
    assert!(portal.has("notices/list/list.csv"));

    assert_eq!(portal.run(&["build", "--as-of", "2023-07-08"]).code, 0);
    assert_eq!(files_that_say(&portal, &names), Vec::<String>::new(), "a day later nothing of it is left");
    assert!(!portal.has("notices/list/list.csv") && !portal.has("notices/list/list.png"), "its files go with it");
    assert!(portal.output("notices/list/index.html").contains("受助学生公示"));
}

#[test]
fn drafts_and_the_future_are_built_only_when_asked_for() {
    let portal = Portal::new(
        "-- content/news/draft/index.md --
+++
title = \"草稿的题目\"
draft = true
tags = [\"只在草稿里\"]
date = 2023-07-01
+++
草稿的字句。
-- content/news/draft/paper.txt --
草稿的附件
-- content/news/future.md --
+++
title = \"未来的题目\"
date = 2023-07-11
+++
未来的字句。
-- content/news/today.md --
+++
title = \"今天的题目\"
date = 2023-07-10T23:59:00+08:00
+++
今天的字句。
",
    );
    portal.build();
    assert_eq!(files_that_say(&portal, &["草稿", "未来的"]), Vec::<String>::new());
    assert!(!portal.has("news/draft/paper.txt"));
    assert!(portal.output("news/today/index.html").contains("今天的字句"));
    assert_eq!(portal.run(&["build", "--drafts"]).code, 0);
    assert!(portal.has("news/draft/paper.txt") && !portal.has("news/future/index.html"));
    assert_eq!(portal.run(&["build", "--future"]).code, 0);
    assert!(!portal.has("news/draft/index.html") && portal.has("news/future/index.html"));
    assert_eq!(portal.run(&["build", "--as-of", "2023-07-11"]).code, 0);
    assert!(portal.has("news/future/index.html"), "its day has come");
}
