//! The operators of a page that show text, also those of the forms that it is put together from (PDF 32000-1, 8 and 9).

use std::collections::BTreeMap;
use std::rc::Rc;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::font::Font;
use super::layout::{Piece, text_of};
use crate::check::attachments::MOST_UNPACKED;

/// How deep forms may lie in forms.
const DEEPEST: usize = 12;
/// How many pieces of text a file may have.
const MOST_PIECES: usize = 1_000_000;
/// How many characters that no one can read make a page one that can't be read; fewer are signs of lists.
const MOST_UNKNOWN: usize = 20;

/// How many bytes a stream has at most that packs nothing.
const LONGEST_OF_NOTHING: usize = 16;

/// Where points of one system lie in another.
#[derive(Debug, Clone, Copy)]
struct Matrix([f32; 6]);

impl Matrix {
    const UNIT: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    fn of(operands: &[Object]) -> Option<Self> {
        let mut numbers = operands.iter().map_while(|one| one.as_float().ok());
        let mut matrix = [0.0; 6];
        for number in &mut matrix {
            *number = numbers.next()?;
        }
        Some(Self(matrix))
    }

    fn moved(x: f32, y: f32) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// First this one, then another.
    fn then(self, other: Self) -> Self {
        let ([a, b, c, d, e, f], [oa, ob, oc, od, oe, of]) = (self.0, other.0);
        Self([
            a * oa + b * oc,
            a * ob + b * od,
            c * oa + d * oc,
            c * ob + d * od,
            e * oa + f * oc + oe,
            e * ob + f * od + of,
        ])
    }

    fn origin(self) -> (f32, f32) {
        (self.0[4], self.0[5])
    }
}

/// What the operators have set.
#[derive(Clone)]
struct State {
    place: Matrix,
    font: Option<Rc<Font>>,
    size: f32,
    spacing: f32,
    word_spacing: f32,
    scale: f32,
    leading: f32,
}

impl State {
    fn new() -> Self {
        Self { place: Matrix::UNIT, font: None, size: 1.0, spacing: 0.0, word_spacing: 0.0, scale: 1.0, leading: 0.0 }
    }
}

/// Reads the pages of a document.
pub(super) struct Reader<'d> {
    document: &'d Document,
    /// How many bytes may still be unpacked.
    left: usize,
    fonts: BTreeMap<ObjectId, Rc<Font>>,
    state: State,
    saved: Vec<State>,
    text: Matrix,
    line: Matrix,
    pieces: Vec<Piece>,
    pieces_left: usize,
    unknown: usize,
    is_whole: bool,
}

impl<'d> Reader<'d> {
    /// For a document.
    pub(super) fn new(document: &'d Document) -> Self {
        Self {
            document,
            left: 2 * MOST_UNPACKED,
            fonts: BTreeMap::new(),
            state: State::new(),
            saved: Vec::new(),
            text: Matrix::UNIT,
            line: Matrix::UNIT,
            pieces: Vec::new(),
            pieces_left: MOST_PIECES,
            unknown: 0,
            is_whole: true,
        }
    }

    /// The text of a page, and whether that is all of it.
    pub(super) fn page(&mut self, page: ObjectId) -> (String, bool) {
        (self.state, self.unknown, self.is_whole) = (State::new(), 0, true);
        self.pieces.clear();
        let document = self.document;
        let Ok((own, inherited)) = document.get_page_resources(page) else { return (String::new(), false) };
        let content = self.page_content(page);
        let inherited = inherited.into_iter().filter_map(|id| document.get_dictionary(id).ok());
        let resources: Vec<&'d Dictionary> = own.into_iter().chain(inherited).collect();
        self.run(&content, &resources, 0);
        (text_of(&self.pieces), self.is_whole && self.unknown <= MOST_UNKNOWN)
    }

    /// The operators of a page, which may stand in several streams.
    fn page_content(&mut self, page: ObjectId) -> Vec<u8> {
        let mut content = Vec::new();
        for id in self.document.get_page_contents(page) {
            let stream = self.document.get_object(id).and_then(Object::as_stream).ok();
            match stream.and_then(|stream| self.unpack(stream)) {
                Some(part) => content.extend(part.into_iter().chain([b'\n'])),
                None => self.is_whole = false,
            }
        }
        content
    }

    fn run(&mut self, content: &[u8], resources: &[&'d Dictionary], depth: usize) {
        let Ok(content) = Content::decode(content) else {
            self.is_whole = false;
            return;
        };
        let floor = self.saved.len();
        for Operation { operator, operands } in &content.operations {
            match operator.as_str() {
                "q" => self.saved.push(self.state.clone()),
                "Q" if self.saved.len() > floor => self.state = self.saved.pop().unwrap_or_else(State::new),
                "cm" => {
                    let matrix = Matrix::of(operands).unwrap_or(Matrix::UNIT);
                    self.state.place = matrix.then(self.state.place);
                }
                "Tf" => self.set_font(operands, resources),
                "Do" => self.form(operands, resources, depth),
                operator => self.text_operator(operator, operands),
            }
        }
        self.saved.truncate(floor);
    }

    fn text_operator(&mut self, operator: &str, operands: &[Object]) {
        let number = |at: usize| operands.get(at).and_then(|one| one.as_float().ok()).unwrap_or(0.0);
        match operator {
            "BT" => (self.text, self.line) = (Matrix::UNIT, Matrix::UNIT),
            "Tc" => self.state.spacing = number(0),
            "Tw" => self.state.word_spacing = number(0),
            "Tz" => self.state.scale = number(0) / 100.0,
            "TL" => self.state.leading = number(0),
            "Td" => self.move_line(number(0), number(1)),
            "TD" => {
                self.state.leading = -number(1);
                self.move_line(number(0), number(1));
            }
            "Tm" => {
                self.line = Matrix::of(operands).unwrap_or(Matrix::UNIT);
                self.text = self.line;
            }
            "T*" => self.move_line(0.0, -self.state.leading),
            "Tj" => self.show_all(operands),
            "TJ" => self.show_all(operands.first().and_then(|one| one.as_array().ok()).map_or(&[], Vec::as_slice)),
            "'" => {
                self.move_line(0.0, -self.state.leading);
                self.show_all(operands);
            }
            "\"" => {
                (self.state.word_spacing, self.state.spacing) = (number(0), number(1));
                self.move_line(0.0, -self.state.leading);
                self.show_all(operands.get(2..).unwrap_or_default());
            }
            _ => {}
        }
    }

    fn move_line(&mut self, x: f32, y: f32) {
        self.line = Matrix::moved(x, y).then(self.line);
        self.text = self.line;
    }

    /// Strings, and the room between them.
    fn show_all(&mut self, operands: &[Object]) {
        for operand in operands {
            match (operand.as_str(), operand.as_float()) {
                (Ok(bytes), _) => self.show(bytes),
                (_, Ok(room)) => self.advance(-room / 1000.0 * self.state.size),
                _ => {}
            }
        }
    }

    fn show(&mut self, bytes: &[u8]) {
        let Some(font) = self.state.font.clone() else {
            self.unknown += bytes.len();
            return;
        };
        if self.pieces_left == 0 {
            self.is_whole = false;
            return;
        }
        self.pieces_left -= 1;
        let glyphs = font.glyphs(bytes);
        self.unknown += glyphs.unknown;
        let start = self.text.then(self.state.place);
        #[expect(clippy::cast_precision_loss, reason = "numbers of characters")]
        let (count, blanks) = (glyphs.count as f32, glyphs.blanks as f32);
        let width = if font.is_vertical { count * self.state.size } else { glyphs.width * self.state.size };
        self.advance(width + count * self.state.spacing + blanks * self.state.word_spacing);
        let [_, _, c, d, ..] = start.0;
        let size = self.state.size.abs() * c.hypot(d);
        let doubt = if glyphs.is_guessed { size * 0.15 * count } else { 0.0 };
        let end = self.text.then(self.state.place).origin();
        self.pieces.push(Piece { text: glyphs.text, start: start.origin(), end, size, doubt });
    }

    fn advance(&mut self, by: f32) {
        let is_vertical = self.state.font.as_ref().is_some_and(|font| font.is_vertical);
        let (x, y) = if is_vertical { (0.0, -by) } else { (by * self.state.scale, 0.0) };
        self.text = Matrix::moved(x, y).then(self.text);
    }

    fn set_font(&mut self, operands: &[Object], resources: &[&'d Dictionary]) {
        let [Object::Name(name), size, ..] = operands else { return };
        self.state.size = size.as_float().unwrap_or(1.0);
        let found = named(self.document, resources, b"Font", name);
        self.state.font = found.and_then(|font| self.font(font));
    }

    fn font(&mut self, object: &'d Object) -> Option<Rc<Font>> {
        let id = object.as_reference().ok();
        if let Some(known) = id.and_then(|id| self.fonts.get(&id)) {
            return Some(Rc::clone(known));
        }
        let (_, font) = self.document.dereference(object).ok()?;
        let document = self.document;
        let font = Rc::new(Font::read(document, font.as_dict().ok()?, |stream| self.unpack(stream)));
        if let Some(id) = id {
            self.fonts.insert(id, Rc::clone(&font));
        }
        Some(font)
    }

    /// A part of the page that stands in a stream of its own.
    fn form(&mut self, operands: &[Object], resources: &[&'d Dictionary], depth: usize) {
        let Some(Object::Name(name)) = operands.first() else { return };
        let found = named(self.document, resources, b"XObject", name);
        let stream = found.and_then(|object| self.document.dereference(object).ok()?.1.as_stream().ok());
        let is_form =
            |stream: &&'d Stream| matches!(stream.dict.get(b"Subtype").and_then(Object::as_name), Ok(b"Form"));
        let Some(stream) = stream.filter(is_form) else { return };
        let content = if depth < DEEPEST { self.unpack(stream) } else { None };
        let Some(content) = content else {
            self.is_whole = false;
            return;
        };
        let own = stream.dict.get_deref(b"Resources", self.document).and_then(Object::as_dict);
        let resources = own.map_or_else(|_| resources.to_vec(), |own| vec![own]);
        let matrix = stream.dict.get_deref(b"Matrix", self.document).and_then(Object::as_array);
        let matrix = matrix.ok().and_then(|numbers| Matrix::of(numbers)).unwrap_or(Matrix::UNIT);
        let (state, text, line) = (self.state.clone(), self.text, self.line);
        self.state.place = matrix.then(self.state.place);
        self.run(&content, &resources, depth + 1);
        (self.state, self.text, self.line) = (state, text, line);
    }

    /// What is in a stream, of what may still be unpacked.
    fn unpack(&mut self, stream: &Stream) -> Option<Vec<u8>> {
        let content = stream.get_plain_content_with_limit(self.left.min(MOST_UNPACKED)).ok()?;
        // What isn't packed as it says comes to nothing.
        let is_damaged = content.is_empty() && stream.content.len() > LONGEST_OF_NOTHING;
        if is_damaged {
            return None;
        }
        // Also an empty one costs something: a form may be asked for again and again.
        self.left = self.left.checked_sub(content.len() + 64)?;
        Some(content)
    }
}

/// What a name of a kind means there.
fn named<'d>(document: &'d Document, resources: &[&'d Dictionary], kind: &[u8], name: &[u8]) -> Option<&'d Object> {
    let of_kind = |resources: &&'d Dictionary| resources.get_deref(kind, document).and_then(Object::as_dict).ok();
    resources.iter().filter_map(of_kind).find_map(|all| all.get(name).ok())
}
