//! Templates of reports: texts of their own, which a portal can change as it changes pages.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::{Context, Kwargs, State, Tera, Value};

use super::errors::{Sources, template_findings};
use super::{Theme, ThemeFile, ThemeFiles, builtin_theme};
use crate::diag::{Code, Finding, Message};

/// Where a theme has the templates of reports.
pub(super) const FOLDER: &str = "templates/report/";

/// The theme whose templates are used where the portal's has none.
const USUAL: &str = "qingchun";

impl Theme {
    /// Renders `templates/report/<name>` with one variable: that of the portal's theme, else of the default one.
    ///
    /// # Errors
    /// What is wrong with the template.
    pub fn render_report(&self, name: &str, variable: &str, value: &impl Serialize) -> Result<String, Vec<Finding>> {
        let path = format!("{FOLDER}{name}");
        let own = self.file(&path).cloned();
        let file = own.or_else(|| builtin_theme(USUAL)?.remove(&path)).ok_or_else(|| vec![missing(&path)])?;
        render(name, file, variable, value)
    }
}

fn missing(path: &str) -> Finding {
    Finding::error_somewhere(Code::ThemeInvalid, None, Message::new("theme-template-missing").with("name", path))
}

fn render(name: &str, file: ThemeFile, variable: &str, value: &impl Serialize) -> Result<String, Vec<Finding>> {
    let mut tera = Tera::new();
    tera.autoescape_on(vec![".html"]);
    tera.register_filter("markdown", |text: &str, _: Kwargs, _: &State| Value::from(as_markdown(text)));
    let mut context = Context::new();
    context.insert_value(variable.to_owned(), Value::from_serializable(value));
    let source = file.text().unwrap_or_default().to_owned();
    let files: ThemeFiles = BTreeMap::from([(name.to_owned(), file)]);
    let rendered = tera.add_raw_templates([(name, source.as_str())]).and_then(|()| tera.render(name, &context));
    rendered.map_err(|error| template_findings(&error, &Sources { files: &files, folded: &BTreeMap::new() }))
}

/// A text that reads in Markdown as it is written: a masked name keeps its stars.
fn as_markdown(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        // A cell of a ledger may have several lines, a cell of a table and an item of a list only one.
        let character = if character.is_whitespace() { ' ' } else { character };
        if matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_keeps_what_is_written() {
        assert_eq!(as_markdown("张*三|李_四"), "张\\*三\\|李\\_四");
    }

    #[test]
    fn lines_become_one() {
        assert_eq!(as_markdown("一中\n二中\r\n三中"), "一中 二中  三中");
    }
}
