//! Text files compressed beside themselves, for servers that send them as they are: `index.html.br`, `index.html.gz`.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};

use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;
use rayon::prelude::*;

use super::Publisher;
use super::place::named;
use crate::base::SitePath;

/// Endings of files that get smaller; pictures and archives are compressed already.
const TEXTS: [&str; 11] = ["html", "css", "js", "mjs", "svg", "xml", "json", "csv", "txt", "ics", "webmanifest"];

/// The way from a file to one beside it, with the ending that tells what was done.
type Compress = fn(&[u8]) -> io::Result<Vec<u8>>;

impl Publisher {
    /// Stages what is missing of the compressed forms of `files`, the whole site, and says which files it has with them.
    ///
    /// Called when everything is staged. A file that didn't change keeps what was made of it before.
    pub fn with_compressed(&self, files: &BTreeSet<SitePath>) -> io::Result<BTreeSet<SitePath>> {
        let texts: Vec<&SitePath> = files.iter().filter(|path| TEXTS.contains(&path.extension().as_str())).collect();
        let staged = self.staged_files();
        let added = texts.par_iter().map(|path| {
            let beside: Vec<(SitePath, Compress)> = forms_of(path).filter(|(form, _)| !files.contains(form)).collect();
            let changed = staged.get(*path);
            let wanted: Vec<&(SitePath, Compress)> =
                beside.iter().filter(|(form, _)| changed.is_some() || !self.has_published(form)).collect();
            if !wanted.is_empty() {
                let at = changed.cloned().unwrap_or_else(|| self.place_of(path));
                let bytes = fs::read(&at).map_err(|error| named(&at, error))?;
                for (form, compress) in wanted {
                    self.put(form, &compress(&bytes)?)?;
                }
            }
            Ok(beside.into_iter().map(|(form, _)| form).collect())
        });
        let added: io::Result<Vec<Vec<SitePath>>> = added.collect();
        Ok(files.iter().cloned().chain(added?.into_iter().flatten()).collect())
    }
}

fn forms_of(path: &SitePath) -> impl Iterator<Item = (SitePath, Compress)> {
    let of_each_page = matches!(path.extension().as_str(), "css" | "js" | "mjs");
    let forms: [(&str, Compress); 2] = [("br", if of_each_page { best_brotli } else { brotli }), ("gz", gzip)];
    forms.into_iter().filter_map(move |(ending, form)| Some((SitePath::new(&format!("{path}.{ending}"))?, form)))
}

/// Not the best: that takes six times as long for a tenth less, and a portal has thousands of pages.
fn brotli(bytes: &[u8]) -> io::Result<Vec<u8>> {
    brotli_of(bytes, 9)
}

/// The best, for the few files that come with each page.
fn best_brotli(bytes: &[u8]) -> io::Result<Vec<u8>> {
    brotli_of(bytes, 11)
}

fn brotli_of(bytes: &[u8], quality: i32) -> io::Result<Vec<u8>> {
    let parameters = BrotliEncoderParams { quality, size_hint: bytes.len(), ..BrotliEncoderParams::default() };
    let mut small = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut small, &parameters)?;
    Ok(small)
}

fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use std::io::Read;
    use std::path::Path;

    use super::super::OutputFolder;
    use super::*;

    fn path(text: &str) -> SitePath {
        SitePath::new(text).expect("sound")
    }

    /// Publishes one page and a picture, `compress` or not.
    fn publish(root: &Path, page: &str, compress: bool) -> super::super::Summary {
        let publisher =
            Publisher::begin(&OutputFolder::new(root, Path::new("public")).expect("usable")).expect("begun");
        publisher.put(&path("a/index.html"), page.as_bytes()).expect("staged");
        publisher.put(&path("a/photo.jpg"), b"photo").expect("staged");
        let mut files = BTreeSet::from([path("a/index.html"), path("a/photo.jpg")]);
        if compress {
            files = publisher.with_compressed(&files).expect("compressed");
        }
        publisher.publish(files).expect("published")
    }

    fn unpacked(root: &Path) -> [String; 2] {
        let bytes = |name: &str| fs::read(root.join("public/a").join(name)).expect("there");
        let (mut br, mut gz) = (String::new(), String::new());
        brotli::Decompressor::new(&*bytes("index.html.br"), 4096).read_to_string(&mut br).expect("brotli");
        flate2::read::GzDecoder::new(&*bytes("index.html.gz")).read_to_string(&mut gz).expect("gzip");
        [br, gz]
    }

    #[test]
    fn compressed_forms_follow_their_file_and_go_with_the_wish_for_them() {
        let portal = tempfile::tempdir().expect("a folder");
        let root = portal.path();
        publish(root, "一", false);
        assert_eq!(
            publish(root, "一", true).written,
            2,
            "what did not change is compressed when it is first asked for"
        );
        assert_eq!(unpacked(root), ["一", "一"]);
        assert!(!root.join("public/a/photo.jpg.gz").exists());
        assert_eq!(publish(root, "一", true).written, 0);
        assert_eq!(publish(root, "二", true).written, 3);
        assert_eq!(unpacked(root), ["二", "二"]);
        assert_eq!(publish(root, "二", false).removed, 2);
    }
}
