//! What stays, what goes, and what is in the way.

use super::super::manifest::NAME;
use super::*;

fn path(text: &str) -> SitePath {
    SitePath::new(text).expect("sound")
}

fn publish(root: &Path, files: &[(&str, &str)]) -> Summary {
    let output = OutputFolder::new(root, Path::new("public")).expect("usable");
    let publisher = Publisher::begin(&output).expect("begun");
    for (name, text) in files {
        publisher.put(&path(name), text.as_bytes()).expect("staged");
    }
    publisher.publish(files.iter().map(|(name, _)| path(name)).collect()).expect("published")
}

#[test]
fn what_no_longer_belongs_goes_and_the_rest_keeps_its_time() {
    let portal = tempfile::tempdir().expect("a folder");
    let root = portal.path();
    publish(root, &[("a/index.html", "1"), ("b/c/index.html", "2")]);
    fs::write(root.join("public/own.txt"), "mine").expect("written");
    let time = |name: &str| fs::metadata(root.join("public").join(name)).and_then(|found| found.modified()).ok();
    let before = time("a/index.html");
    let summary = publish(root, &[("a/index.html", "1"), ("d.html", "3")]);
    assert_eq!(summary, Summary { written: 1, unchanged: 1, removed: 1 });
    assert_eq!(time("a/index.html"), before);
    assert!(!root.join("public/b").exists() && root.join("public/own.txt").exists());
    assert!(!root.join(".miao").exists());
}

#[test]
fn of_what_is_put_twice_the_last_is_published() {
    let portal = tempfile::tempdir().expect("a folder");
    publish(portal.path(), &[("a.html", "old"), ("b.html", "old")]);
    let output = OutputFolder::new(portal.path(), Path::new("public")).expect("usable");
    let publisher = Publisher::begin(&output).expect("begun");
    for (name, text) in [("a.html", "new"), ("a.html", "newer"), ("b.html", "new"), ("b.html", "old"), ("c.html", "x")]
    {
        publisher.put(&path(name), text.as_bytes()).expect("staged");
    }
    let summary = publisher.publish([path("a.html"), path("b.html")].into()).expect("published");
    assert_eq!(summary, Summary { written: 1, unchanged: 1, removed: 0 });
    let text = |name: &str| fs::read_to_string(portal.path().join("public").join(name)).ok();
    assert_eq!(
        (text("a.html").as_deref(), text("b.html").as_deref(), text("c.html")),
        (Some("newer"), Some("old"), None)
    );
}

#[test]
fn a_build_that_is_abandoned_leaves_everything_as_it_was() {
    let portal = tempfile::tempdir().expect("a folder");
    publish(portal.path(), &[("a.html", "old")]);
    let output = OutputFolder::new(portal.path(), Path::new("public")).expect("usable");
    let publisher = Publisher::begin(&output).expect("begun");
    publisher.put(&path("a.html"), b"new").expect("staged");
    publisher.put(&path("b.html"), b"new").expect("staged");
    publisher.abandon();
    assert_eq!(fs::read_to_string(portal.path().join("public/a.html")).ok().as_deref(), Some("old"));
    assert!(!portal.path().join("public/b.html").exists());
}

#[test]
fn a_portal_that_is_moved_away_does_not_come_back() {
    let parent = tempfile::tempdir().expect("a folder");
    let (root, away) = (parent.path().join("portal"), parent.path().join("away"));
    fs::create_dir(&root).expect("made");
    publish(&root, &[("a.html", "old")]);
    let output = OutputFolder::new(&root, Path::new("public")).expect("usable");
    let publisher = Publisher::begin(&output).expect("begun");
    publisher.put(&path("a.html"), b"new").expect("staged");
    fs::rename(&root, &away).expect("moved");
    assert!(publisher.put(&path("b.html"), b"new").is_err());
    assert!(publisher.publish([path("a.html")].into()).is_err());
    output.remember(&[b"what the next build may want".to_vec()]);
    assert!(!root.exists());
    assert_eq!(fs::read_to_string(away.join("public/a.html")).ok().as_deref(), Some("old"));
    // A folder in the portal that isn't there yet is made, as is one elsewhere that somebody has named.
    for folder in [away.join("a/b/site"), parent.path().join("c/d")] {
        let output = OutputFolder::new(&away, &folder).expect("usable");
        let publisher = Publisher::begin(&output).expect("begun");
        publisher.put(&path("a.html"), b"new").expect("staged");
        publisher.publish([path("a.html")].into()).expect("published");
        assert!(folder.join("a.html").is_file());
    }
}

#[test]
fn a_foreign_file_that_is_moved_away_is_in_the_way_no_longer() {
    let portal = tempfile::tempdir().expect("a folder");
    publish(portal.path(), &[("b.html", "old")]);
    let output = OutputFolder::new(portal.path(), Path::new("public")).expect("usable");
    fs::write(output.path().join("a.html"), "mine").expect("written");
    let publisher = Publisher::begin(&output).expect("begun");
    publisher.put(&path("a.html"), b"new").expect("staged");
    assert_eq!(publisher.foreign_files(), [path("a.html")]);
    fs::remove_file(output.path().join("a.html")).expect("moved away");
    assert_eq!(publisher.foreign_files(), []);
}

#[test]
fn a_file_in_the_place_of_a_folder_leaves_everything_as_it_was() {
    let portal = tempfile::tempdir().expect("a folder");
    publish(portal.path(), &[("a.html", "old"), ("gone", "old")]);
    let output = OutputFolder::new(portal.path(), Path::new("public")).expect("usable");
    fs::write(output.path().join("news"), "mine").expect("written");
    let late = |files: [&str; 2]| {
        let publisher = Publisher::begin(&output).expect("begun");
        files.map(path).iter().for_each(|path| publisher.put(path, b"new").expect("staged"));
        publisher.publish(files.map(path).into())
    };
    assert!(late(["b/index.html", "news/index.html"]).is_err());
    assert!(!output.path().join("b").exists());
    let listed = Manifest::read(output.path()).expect("a list").files;
    assert_eq!(listed, [path("a.html"), path("gone")].into());
    // A file of Miao's own that doesn't belong any more makes room.
    late(["b/index.html", "gone/index.html"]).expect("published");
    assert!(output.path().join("gone/index.html").is_file() && output.path().join("news").is_file());
}

#[test]
fn a_folder_in_the_place_of_a_file_leaves_everything_as_it_was() {
    let portal = tempfile::tempdir().expect("a folder");
    publish(portal.path(), &[("a.html", "old"), ("b.html", "old")]);
    let output = OutputFolder::new(portal.path(), Path::new("public")).expect("usable");
    fs::remove_file(output.path().join("b.html"))
        .and_then(|()| fs::create_dir(output.path().join("b.html")))
        .expect("made");
    let publisher = Publisher::begin(&output).expect("begun");
    let files = ["a.html", "b.html"].map(path);
    files.iter().for_each(|path| publisher.put(path, b"new").expect("staged"));
    assert!(publisher.publish(files.into()).is_err());
    assert_eq!(fs::read_to_string(output.path().join("a.html")).ok().as_deref(), Some("old"));
}

#[test]
fn a_folder_that_appears_meanwhile_keeps_what_is_not_of_miao() {
    let portal = tempfile::tempdir().expect("a folder");
    let output = OutputFolder::new(portal.path(), Path::new("public")).expect("usable");
    let text = || fs::read_to_string(output.path().join("a.html")).ok();
    for (listed, left) in [("a.html\ndraft.html\n", "late"), ("draft.html\n", "theirs")] {
        let publisher = Publisher::begin(&output).expect("begun");
        publisher.put(&path("a.html"), b"late").expect("staged");
        fs::create_dir(output.path()).expect("made");
        for name in ["a.html", "draft.html"] {
            fs::write(output.path().join(name), "theirs").expect("written");
        }
        fs::write(output.path().join(NAME), listed).expect("written");
        assert_eq!(publisher.publish([path("a.html")].into()).is_ok(), left == "late");
        assert_eq!(text().as_deref(), Some(left));
        // What only the other build made goes, unless nothing is published.
        assert_eq!(output.path().join("draft.html").exists(), left == "theirs");
        fs::remove_dir_all(output.path()).expect("emptied");
    }
}

#[cfg(unix)]
#[test]
fn a_link_in_the_output_folder_is_not_followed() {
    let portal = tempfile::tempdir().expect("a folder");
    let elsewhere = tempfile::tempdir().expect("a folder");
    fs::create_dir(portal.path().join("public")).expect("made");
    std::os::unix::fs::symlink(elsewhere.path(), portal.path().join("public/a")).expect("linked");
    let output = OutputFolder::new(portal.path(), Path::new("public")).expect("usable");
    let publisher = Publisher::begin(&output).expect("begun");
    publisher.put(&path("a/index.html"), b"new").expect("staged");
    assert!(publisher.publish([path("a/index.html")].into()).is_err());
    assert_eq!(fs::read_dir(elsewhere.path()).expect("there").count(), 0);
}
