//! The driver of end-to-end tests: a portal in a folder of its own, and what the program makes of it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::SystemTime;

use serde_json::Value;
use tempfile::TempDir;

/// The least site.toml that a test can do with.
const SITE: &str =
    "name = \"示例门户\"\nbase_url = \"https://portal.example\"\ntheme = \"plain\"\nas_of = 2023-07-10\n";

/// A portal on the disk. It lies one folder below a temporary one, so that tests can see what is written beside it.
pub(crate) struct Portal {
    folder: TempDir,
}

/// What a run of the program came to.
#[derive(Debug)]
pub(crate) struct Run {
    /// The exit code.
    pub(crate) code: i32,
    /// The standard output.
    pub(crate) out: String,
    /// The standard error.
    pub(crate) err: String,
}

impl Portal {
    /// A portal of the files that `text` holds: each begins with a line `-- path --` and reaches to the next such line.
    /// Where there is no site.toml, a small one is added.
    pub(crate) fn new(text: &str) -> Self {
        let portal = Self::empty();
        portal.write("site.toml", SITE);
        for (path, content) in files_of(text) {
            portal.write(path, content);
        }
        portal
    }

    /// A portal with no file at all.
    pub(crate) fn empty() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir(folder.path().join("portal")).expect("a folder for the portal");
        Self { folder }
    }

    /// A portal with the files of a folder.
    pub(crate) fn copy_of(source: &Path) -> Self {
        let portal = Self::empty();
        for (path, bytes) in tree_of(source) {
            portal.write(&path, bytes);
        }
        portal
    }

    /// The portal's root.
    pub(crate) fn root(&self) -> PathBuf {
        self.folder.path().join("portal")
    }

    /// The folder that holds the root and nothing else.
    pub(crate) fn parent(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file, and the folders above it.
    pub(crate) fn write(&self, path: &str, content: impl AsRef<[u8]>) -> &Self {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folders of a file");
        fs::write(&path, content).expect("a file");
        self
    }

    /// Removes a file.
    pub(crate) fn remove(&self, path: &str) -> &Self {
        fs::remove_file(self.root().join(path)).expect("a file to remove");
        self
    }

    /// Changes a file.
    pub(crate) fn edit(&self, path: &str, change: impl Fn(String) -> String) -> &Self {
        let text = fs::read_to_string(self.root().join(path)).expect("a file to edit");
        self.write(path, change(text))
    }

    /// The program, ready to be run on this portal in English and with nothing of the surroundings.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = program(&self.root());
        command.args(arguments);
        command
    }

    /// Runs the program.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        Run::of(self.command(arguments).output().expect("the program runs"))
    }

    /// Builds, which has to succeed without a finding.
    pub(crate) fn build(&self) -> &Self {
        let run = self.run(&["build"]);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
        self
    }

    /// What a build finds, in the order in which it is told.
    pub(crate) fn findings(&self) -> Vec<Finding> {
        self.findings_in("en")
    }

    /// What a build finds, told in a language.
    pub(crate) fn findings_in(&self, language: &str) -> Vec<Finding> {
        let run = self.run(&["build", "--format", "json", "--lang", language]);
        run.out.lines().map(Finding::read).collect()
    }

    /// The text of a built file.
    pub(crate) fn output(&self, path: &str) -> String {
        let full = self.root().join("public").join(path);
        fs::read_to_string(&full).unwrap_or_else(|error| panic!("{path}: {error}; there are {:?}", self.tree().keys()))
    }

    /// Whether a built file is there.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.root().join("public").join(path).exists()
    }

    /// All built files, by their paths.
    pub(crate) fn tree(&self) -> BTreeMap<String, Vec<u8>> {
        let mut tree = tree_of(&self.root().join("public"));
        tree.remove(".miao-manifest");
        tree
    }

    /// The times of all built files.
    pub(crate) fn times(&self) -> BTreeMap<String, SystemTime> {
        let public = self.root().join("public");
        let time = |path: &String| fs::metadata(public.join(path)).and_then(|found| found.modified()).expect("a time");
        tree_of(&public).into_keys().map(|path| (path.clone(), time(&path))).collect()
    }
}

impl Run {
    fn of(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program writes UTF-8");
        let code = output.status.code().unwrap_or_else(|| panic!("ended by a signal: {}", output.status));
        let run = Self { code, out: text(output.stdout), err: text(output.stderr) };
        assert!(!run.err.contains("panicked at"), "{}", run.err);
        assert!(matches!(run.code, 0..=2), "exit code {}: {}", run.code, run.err);
        run
    }
}

/// One line of `--format json`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Finding {
    pub(crate) code: String,
    pub(crate) severity: String,
    pub(crate) path: Option<String>,
    pub(crate) line: Option<usize>,
    pub(crate) column: Option<usize>,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
}

impl Finding {
    fn read(line: &str) -> Self {
        let value: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        let keys: Vec<&String> = value.as_object().expect("an object").keys().collect();
        assert_eq!(keys, ["code", "severity", "path", "line", "column", "message", "help"], "{line}");
        serde_json::from_value(value).unwrap_or_else(|error| panic!("{error}: {line}"))
    }

    /// `error head/date content/a.md:3:8`.
    pub(crate) fn place(&self) -> String {
        let number = |number: Option<usize>| number.map_or(String::new(), |number| format!(":{number}"));
        let path = self.path.as_deref().unwrap_or("-");
        format!("{} {} {path}{}{}", self.severity, self.code, number(self.line), number(self.column))
    }
}

/// The program in a folder, in English and with nothing of the surroundings that could change what it does.
pub(crate) fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_miao"));
    command.current_dir(folder).env_remove("LC_ALL").env_remove("LC_MESSAGES").env("LANG", "en_US.UTF-8");
    command
}

/// Runs the program in a folder.
pub(crate) fn run_in(folder: &Path, arguments: &[&str]) -> Run {
    Run::of(program(folder).args(arguments).output().expect("the program runs"))
}

/// The files of a text in which each begins with a line `-- path --`.
pub(crate) fn files_of(text: &str) -> Vec<(&str, &str)> {
    let mut files: Vec<(&str, &str)> = Vec::new();
    let mut rest = text;
    let mut begun = 0;
    while !rest.is_empty() {
        let length = rest.find('\n').map_or(rest.len(), |at| at + 1);
        let (line, after) = rest.split_at(length);
        let name = line.trim_end().strip_prefix("-- ").and_then(|line| line.strip_suffix(" --"));
        match (name, files.last_mut()) {
            (Some(name), _) => {
                files.push((name, ""));
                begun = text.len() - after.len();
            }
            (None, Some(file)) => file.1 = &text[begun..text.len() - after.len()],
            (None, None) => assert!(line.trim().is_empty(), "text before the first file: {line}"),
        }
        rest = after;
    }
    files
}

/// All files below a folder, by their paths with forward slashes; links are named and not followed.
pub(crate) fn tree_of(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let Ok(entry) = entry else { continue };
        let inside = entry.path().strip_prefix(folder).expect("inside");
        let path = inside.to_str().expect("a name in UTF-8").replace('\\', "/");
        if entry.file_type().is_file() {
            files.insert(path, fs::read(entry.path()).expect("a file"));
        } else if entry.file_type().is_symlink() {
            files.insert(path, b"(link)".to_vec());
        }
    }
    files
}

/// A PNG of one colour.
pub(crate) fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(width, height).write_to(&mut bytes, image::ImageFormat::Png).expect("a picture");
    bytes.into_inner()
}
