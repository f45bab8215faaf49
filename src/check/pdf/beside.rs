//! What a PDF says beside its pages: title and keywords, the outline, notes, links, and the values of its forms.

use std::collections::BTreeSet;

use encoding_rs::{UTF_16BE, UTF_16LE};
use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::source::decode_text;

/// How many entries of an outline, and fields of a form, are looked at.
const MOST_ENTRIES: usize = 20_000;

/// The notes and links of a page.
pub(super) fn of_page(document: &Document, page: ObjectId) -> Vec<String> {
    let page = document.get_dictionary(page).ok();
    let notes = page.and_then(|page| page.get_deref(b"Annots", document).and_then(Object::as_array).ok());
    let notes = notes.into_iter().flatten().take(MOST_ENTRIES);
    let notes = notes.filter_map(|note| document.dereference(note).ok()?.1.as_dict().ok());
    let texts = notes.flat_map(|note| {
        let action = note.get_deref(b"A", document).and_then(Object::as_dict).ok();
        let link = action.and_then(|action| text_at(document, action, b"URI"));
        [text_at(document, note, b"Contents"), text_at(document, note, b"Subj"), link]
    });
    texts.flatten().filter(|text| !text.trim().is_empty()).collect()
}

/// What is said of the whole document.
pub(super) fn of_document(document: &Document) -> Vec<String> {
    let info = document.trailer.get_deref(b"Info", document).and_then(Object::as_dict).ok();
    let keys: [&[u8]; 4] = [b"Title", b"Subject", b"Keywords", b"Author"];
    let mut texts: Vec<String> =
        keys.iter().filter_map(|key| info.and_then(|info| text_at(document, info, key))).collect();
    if let Ok(catalog) = document.catalog() {
        let part = |key: &[u8]| catalog.get_deref(key, document).and_then(Object::as_dict).ok();
        if let Some(outlines) = part(b"Outlines") {
            walk(document, outlines.get(b"First").ok(), b"Title", &mut texts);
        }
        let fields =
            part(b"AcroForm").and_then(|form| form.get_deref(b"Fields", document).and_then(Object::as_array).ok());
        for field in fields.into_iter().flatten() {
            walk(document, Some(field), b"V", &mut texts);
        }
    }
    texts.retain(|text| !text.trim().is_empty());
    texts
}

/// The texts of a tree whose nodes name their children, and the one that follows.
fn walk(document: &Document, first: Option<&Object>, key: &[u8], texts: &mut Vec<String>) {
    let mut waiting: Vec<&Object> = first.into_iter().collect();
    let mut seen: BTreeSet<ObjectId> = BTreeSet::new();
    while let Some(object) = waiting.pop() {
        let is_new = object.as_reference().map_or(true, |id| seen.insert(id));
        let node = document.dereference(object).ok().and_then(|(_, node)| node.as_dict().ok());
        let Some(node) = node.filter(|_| is_new && texts.len() < MOST_ENTRIES) else { continue };
        texts.extend(text_at(document, node, key));
        waiting.extend([node.get(b"Next"), node.get(b"First")].into_iter().flatten());
        let children = node.get_deref(b"Kids", document).and_then(Object::as_array);
        waiting.extend(children.into_iter().flatten());
    }
}

fn text_at(document: &Document, dictionary: &Dictionary, key: &[u8]) -> Option<String> {
    match dictionary.get_deref(key, document).ok()? {
        Object::String(bytes, _) | Object::Name(bytes) => decoded(bytes),
        Object::Stream(stream) => decoded(&stream.get_plain_content_with_limit(1 << 20).ok()?),
        _ => None,
    }
}

/// A text as programs write it: UTF-16 with its mark, or else as any other file.
fn decoded(bytes: &[u8]) -> Option<String> {
    match bytes {
        [0xfe, 0xff, text @ ..] => Some(UTF_16BE.decode_without_bom_handling(text).0.into_owned()),
        [0xff, 0xfe, text @ ..] => Some(UTF_16LE.decode_without_bom_handling(text).0.into_owned()),
        text => {
            Some(decode_text(text).map_or_else(|| String::from_utf8_lossy(text).into_owned(), |text| text.into_owned()))
        }
    }
}
