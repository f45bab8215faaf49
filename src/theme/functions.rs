//! The functions that templates call.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use tera::{Kwargs, State, Tera, TeraResult, Value};

use super::modules::Codes;
use super::qr::draw_qr;
use crate::diag::Message;
use crate::words::Words;

/// Answers `stat(...)` for the page that is being rendered.
pub type AnswerStat = dyn Fn(&[(String, String)]) -> Result<Value, Message>;

thread_local! {
    /// The page that this thread renders. Tera's functions are shared by all pages; this is how `stat` knows which one
    /// is asking, and whose reads it has to record.
    static SCOPE: RefCell<Option<Rc<AnswerStat>>> = const { RefCell::new(None) };

    /// What was wrong with the last query of this thread: Tera hands on texts only, and a message is more than that.
    static PROBLEM: RefCell<Option<Message>> = const { RefCell::new(None) };
}

/// The text that stands for [`take_problem`] in an error of Tera.
pub(super) const SEE_PROBLEM: &str = "this query of stat() can't be answered";

/// What was wrong with the query that the last error was about.
pub(super) fn take_problem() -> Option<Message> {
    PROBLEM.with(|problem| problem.take())
}

/// Runs `render` with an answer to `stat(...)`.
pub fn with_scope<T>(answer: Rc<AnswerStat>, render: impl FnOnce() -> T) -> T {
    let outer = SCOPE.with(|scope| scope.replace(Some(answer)));
    let rendered = render();
    SCOPE.with(|scope| scope.replace(outer));
    rendered
}

const STAT_ARGUMENTS: [&str; 7] = ["metric", "category", "kind", "period", "by", "compare", "show"];

/// Registers `t`, `asset`, `qr` and `stat`.
pub(super) fn register(tera: &mut Tera, words: &Words, urls: BTreeMap<String, String>, taxonomies: &[String]) {
    let strings = words.clone();
    tera.register_function("t", move |arguments: Kwargs, _: &State| -> TeraResult<Value> {
        let key = arguments.must_get::<&str>("key")?;
        let Some(text) = strings.find(key) else {
            return Err(tera::Error::message(format!("the theme has no string `{key}`")));
        };
        Ok(Value::from(fill(text, &arguments)?))
    });
    tera.register_function("asset", move |arguments: Kwargs, _: &State| -> TeraResult<Value> {
        let path = arguments.must_get::<&str>("path")?;
        match urls.get(path) {
            Some(url) => Ok(Value::from(url.as_str())),
            None => Err(tera::Error::message(format!("the theme has no file `{path}`"))),
        }
    });
    let codes = Codes::default();
    tera.register_function("qr", move |arguments: Kwargs, _: &State| -> TeraResult<Value> {
        let modules = codes.of(arguments.must_get::<&str>("text")?);
        let Some(drawing) = modules.and_then(|modules| draw_qr(&modules)) else { return Ok(Value::none()) };
        let size = u64::try_from(drawing.size).unwrap_or_default();
        Ok(tera::Map::from_iter([("size".into(), Value::from(size)), ("path".into(), Value::from(drawing.path))])
            .into())
    });
    let mut names: Vec<String> = STAT_ARGUMENTS.iter().map(ToString::to_string).collect();
    names.extend(taxonomies.iter().map(|taxonomy| argument_name(taxonomy)));
    names.push("top".into());
    tera.register_function("stat", move |arguments: Kwargs, _: &State| -> TeraResult<Value> {
        let mut stated = Vec::new();
        for name in &names {
            if let Some(value) = arguments.get::<Value>(name)? {
                stated.push((name.clone(), value.to_string()));
            }
        }
        let answer = SCOPE.with(|scope| scope.borrow().clone());
        let answer = answer.ok_or_else(|| tera::Error::message("stat() is for pages only"))?;
        answer(&stated).map_err(|problem| {
            PROBLEM.with(|last| last.replace(Some(problem)));
            tera::Error::message(SEE_PROBLEM)
        })
    });
}

/// A taxonomy as the name of an argument: that of `tags` is `tag`.
fn argument_name(taxonomy: &str) -> String {
    if taxonomy == "tags" { "tag".into() } else { taxonomy.to_owned() }
}

/// Fills `{name}` with the arguments of that name.
fn fill(text: &str, arguments: &Kwargs) -> TeraResult<String> {
    let value_of = |name: &str| arguments.get::<Value>(name).ok().flatten().map(|value| value.to_string());
    let wanting = |name: String| tera::Error::message(format!("the string wants a value for `{name}`"));
    crate::words::filled(text, value_of).map_err(wanting)
}
