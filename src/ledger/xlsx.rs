//! Workbooks: the first visible sheet that has rows.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::panic::catch_unwind;

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Style, Xlsx, XlsxError};

use super::container::{check_container, damaged};
use super::dates::read_day;
use super::report::{Report, info};
use super::sheet::{Cell, MOST_CELLS, Meaning, Origin, Row, Sheet, position_in_workbook};
use crate::base::Day;
use crate::diag::{Code, Finding, Message, Position};

/// How many bytes the texts of all cells may come to. One shared text may stand in any number of cells.
const MOST_TEXT: usize = 64 * 1024 * 1024;

/// How many characters of a formula are shown where it has no value.
const LONGEST_FORMULA: usize = 40;

type Workbook<'b> = Xlsx<Cursor<&'b [u8]>>;
type Cells = BTreeMap<u32, BTreeMap<u32, Cell>>;

/// The cells of a sheet that are read, and where the others are that hold something without showing it.
struct SheetCells {
    shown: Cells,
    empty: BTreeSet<(u32, u32)>,
}

/// The rows of a workbook; `None` where it can't be read, which is told.
pub(super) fn read_xlsx(bytes: &[u8], report: &mut Report<'_>) -> Option<Sheet> {
    let outcome = check_container(bytes).and_then(|()| {
        // The library counts without care for overflow: a damaged address of a cell must not end the program.
        catch_unwind(|| read_workbook(bytes)).unwrap_or_else(|_| Err(damaged(&"XLSX")))
    });
    let (sheet, others) = outcome.map_err(|message| report.refuse(message)).ok()?;
    others.iter().for_each(|other| tell_passed_over(&sheet, other, report));
    Some(sheet)
}

/// A row of a workbook as text, with `|` before each cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowText {
    /// The text.
    pub text: String,
    /// The row, with the name of its sheet and of each cell.
    pub position: Position,
}

/// The rows of all sheets of a workbook, with what is hidden; `None` where it can't be read.
pub fn all_cells(bytes: &[u8]) -> Option<Vec<RowText>> {
    check_container(bytes).ok()?;
    catch_unwind(|| all_rows(bytes)).ok().flatten()
}

fn all_rows(bytes: &[u8]) -> Option<Vec<RowText>> {
    let mut workbook = Workbook::new(Cursor::new(bytes)).ok()?;
    let sheets = workbook.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let names: Vec<String> = sheets.map(|sheet| sheet.name.clone()).collect();
    let mut texts = Vec::new();
    for name in names {
        let rows = rows_of(read_cells(&mut workbook, &name).ok()?.shown);
        texts.extend(rows.iter().filter_map(|row| {
            let position = position_in_workbook(&name, row, row.cells.first()?, 0..1);
            Some(RowText { text: text_of_row(row), position })
        }));
    }
    Some(texts)
}

/// The cells of a row, each behind `|`, so that they stand below those of other rows; what lies far off stands where it can.
fn text_of_row(row: &Row) -> String {
    const WIDEST: usize = 256;
    let mut text = String::new();
    let mut column = 0;
    for cell in &row.cells {
        let empty = cell.column.min(WIDEST).saturating_sub(column);
        text.extend(std::iter::repeat_n("| ", empty + 1));
        text.push_str(&cell.text);
        text.push(' ');
        column += empty + 1;
    }
    text
}

/// The sheet that is read, and the other visible sheets with rows.
fn read_workbook(bytes: &[u8]) -> Result<(Sheet, Vec<Sheet>), Message> {
    let mut workbook = Workbook::new(Cursor::new(bytes)).map_err(|error| refused(&error))?;
    let sheets = workbook.sheets_metadata().iter();
    let visible = sheets.filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible);
    let names: Vec<String> = visible.map(|sheet| sheet.name.clone()).collect();
    let mut read = None;
    let mut others = Vec::new();
    for name in &names {
        let is_first = read.is_none();
        let SheetCells { shown: mut cells, empty } = match read_cells(&mut workbook, name) {
            Err(_) if !is_first => continue,
            cells => cells?,
        };
        if is_first && !empty.is_empty() {
            add_uncomputed(&mut workbook, name, &empty, &mut cells)?;
        }
        if cells.is_empty() {
            continue;
        }
        if is_first {
            repeat_merged(&mut workbook, name, &mut cells)?;
        }
        let sheet = Sheet { origin: Origin::Workbook(name.clone()), rows: rows_of(cells) };
        match read {
            None => read = Some(sheet),
            Some(_) => others.push(sheet),
        }
    }
    let nothing = || Sheet { origin: Origin::Workbook(names.into_iter().next().unwrap_or_default()), rows: Vec::new() };
    Ok((read.unwrap_or_else(nothing), others))
}

/// Tells that a sheet was not read. One with a column of the ledger's holds more of its rows, as when each month has a
/// sheet of its own: what it states would be missing in every total.
fn tell_passed_over(read: &Sheet, other: &Sheet, report: &mut Report<'_>) {
    let (Origin::Workbook(name), Some(row)) = (&other.origin, other.rows.first()) else { return };
    let Some(first) = row.cells.first() else { return };
    let columns: BTreeSet<&str> = read.rows.iter().take(1).flat_map(|row| &row.cells).map(|cell| &*cell.text).collect();
    let continues = row.cells.iter().any(|cell| columns.contains(&*cell.text));
    let id = if continues { "ledger-sheet-passed-over" } else { "ledger-sheet-other" };
    let message = Message::new(id).with("name", name);
    let place = other.place(report.path, row, first);
    let code = Code::FiguresUnreadable;
    report.tell(if continues { Finding::warning(code, place, message) } else { info(code, place, message) });
}

/// Adds the formulas for which no value is stored, as programs that only write files leave them.
fn add_uncomputed(
    workbook: &mut Workbook<'_>,
    name: &str,
    empty: &BTreeSet<(u32, u32)>,
    cells: &mut Cells,
) -> Result<(), Message> {
    let mut reader = workbook.worksheet_cells_reader(name).map_err(|error| refused(&error))?;
    while let Some(formula) = reader.next_formula().map_err(|error| refused(&error))? {
        let (row, column) = formula.get_position();
        if empty.contains(&(row, column)) && !formula.get_value().is_empty() {
            let written: String =
                formula.get_value().chars().filter(|one| !is_unseen(*one)).take(LONGEST_FORMULA).collect();
            let text = format!("={written}");
            let cell =
                Cell { column: column as usize, text, meaning: Meaning::Uncomputed, repeats: false, bytes: 0..0 };
            cells.entry(row).or_default().insert(column, cell);
        }
    }
    Ok(())
}

fn refused(error: &XlsxError) -> Message {
    match error {
        XlsxError::Password => Message::new("ledger-locked"),
        other => damaged(other),
    }
}

fn rows_of(cells: Cells) -> Vec<Row> {
    let rows = cells.into_iter();
    rows.map(|(row, cells)| Row { line: row as usize + 1, cells: cells.into_values().collect(), bytes: 0..0 }).collect()
}

/// The cells that show something, one by one: a sheet with a cell in each of two far corners is small this way.
fn read_cells(workbook: &mut Workbook<'_>, name: &str) -> Result<SheetCells, Message> {
    let mut reader = workbook.worksheet_cells_reader(name).map_err(|error| refused(&error))?;
    let percent: Vec<bool> = reader.styles().iter().map(shows_percent).collect();
    let mut cells = Cells::new();
    let mut empty = BTreeSet::new();
    let (mut count, mut length) = (0, 0);
    while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(|error| refused(&error))? {
        let (row, column) = cell.get_position();
        if *cell.get_value() == DataRef::Empty && empty.len() < MOST_CELLS {
            empty.insert((row, column));
        }
        let (text, meaning) = shown(cell.get_value(), percent.get(style).copied().unwrap_or(false));
        // Workbooks can name characters that no page can hold.
        let text = text.replace(is_unseen, "");
        let text = text.trim();
        if text.is_empty() {
            continue;
        }
        count += 1;
        length += text.len();
        if count > MOST_CELLS || length > MOST_TEXT {
            return Err(Message::new("ledger-too-many-cells"));
        }
        let text = text.to_owned();
        let cell = Cell { column: column as usize, text, meaning, repeats: false, bytes: 0..0 };
        cells.entry(row).or_default().insert(column, cell);
    }
    Ok(SheetCells { shown: cells, empty })
}

fn is_unseen(character: char) -> bool {
    let break_or_tab = matches!(character, '\n' | '\t');
    (character.is_control() && !break_or_tab) || matches!(character, '\u{FFFE}' | '\u{FFFF}')
}

/// Gives each row of a cell that is merged downwards that cell's content.
fn repeat_merged(workbook: &mut Workbook<'_>, name: &str, cells: &mut Cells) -> Result<(), Message> {
    let merged = workbook.merge_cells_by_sheet_name(name).map_err(|error| refused(&error))?;
    let mut count = 0;
    for region in merged {
        let ((top, column), (bottom, _)) = (region.start, region.end);
        let Some(first) = cells.get(&top).and_then(|row| row.get(&column)).cloned() else { continue };
        if bottom <= top {
            continue;
        }
        for (_, row) in cells.range_mut(top + 1..=bottom) {
            row.entry(column).or_insert_with(|| Cell { repeats: true, ..first.clone() });
            count += 1;
            if count > MOST_CELLS {
                return Err(Message::new("ledger-too-many-cells"));
            }
        }
    }
    Ok(())
}

/// What a cell shows, and what it holds.
fn shown(value: &DataRef<'_>, percent: bool) -> (String, Meaning) {
    match value {
        DataRef::Empty => (String::new(), Meaning::Written),
        DataRef::String(text) => (text.clone(), Meaning::Written),
        DataRef::SharedString(text) => ((*text).to_owned(), Meaning::Written),
        DataRef::Int(number) => shown_number(*number as f64, percent),
        DataRef::Float(number) => shown_number(*number, percent),
        DataRef::Bool(true) => ("TRUE".to_owned(), Meaning::Other),
        DataRef::Bool(false) => ("FALSE".to_owned(), Meaning::Other),
        DataRef::DateTime(at) => shown_date(at),
        DataRef::DateTimeIso(text) => (text.clone(), read_day(text).map_or(Meaning::Other, Meaning::Day)),
        DataRef::DurationIso(text) => (text.clone(), Meaning::Other),
        DataRef::Error(error) => (error.to_string(), Meaning::Failed),
    }
}

fn shown_number(number: f64, percent: bool) -> (String, Meaning) {
    if percent {
        return (format!("{}%", fifteen_digits(number * 100.0)), Meaning::Written);
    }
    let number = fifteen_digits(number);
    (number.to_string(), Meaning::Number(number))
}

/// The number with the digits that office programs keep: their sums end in 9.899999999999999 as ours would.
fn fifteen_digits(number: f64) -> f64 {
    format!("{number:.14e}").parse().unwrap_or(number)
}

fn shown_date(at: &ExcelDateTime) -> (String, Meaning) {
    let (year, month, day, hour, minute, ..) = at.to_ymd_hms_milli();
    let time = format!("{hour:02}:{minute:02}");
    let in_range = (1.0..2_958_466.0).contains(&at.as_f64());
    let date = i16::try_from(year).ok().and_then(|year| Day::new(year, month as i8, day as i8).ok());
    match date {
        Some(date) if in_range && !at.is_duration() && (hour, minute) == (0, 0) => {
            (date.to_string(), Meaning::Day(date))
        }
        Some(date) if in_range && !at.is_duration() => (format!("{date} {time}"), Meaning::Day(date)),
        _ => (time, Meaning::Other),
    }
}

/// Whether a format shows a number in hundredths: an unquoted `%` in its first section.
fn shows_percent(style: &Style) -> bool {
    let Some(format) = &style.number_format else { return false };
    let (mut quoted, mut escaped) = (false, false);
    for character in format.format_code.chars() {
        match character {
            _ if escaped => escaped = false,
            '\\' | '_' | '*' if !quoted => escaped = true,
            '"' => quoted = !quoted,
            '%' if !quoted => return true,
            ';' if !quoted => return false,
            _ => {}
        }
    }
    false
}
