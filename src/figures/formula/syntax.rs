//! From the text of a condition to its tree. The expression library reads the text; what it can say beyond numbers and
//! comparisons (texts, assignments, functions) is refused here.

use std::collections::BTreeSet;

use evalexpr::{Node, Operator, Value};

use super::{Amount, Comparison, Condition, Decimal, Operation};

/// A condition that can't be read, and where it goes wrong. Offsets are in characters from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormulaProblem {
    /// Why.
    pub fault: FormulaFault,
    /// The first character that is to blame.
    pub at: usize,
    /// How many are.
    pub width: usize,
}

/// Why a condition can't be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormulaFault {
    /// It is no expression.
    Syntax,
    /// It is too long or nested too deep for anyone to read.
    TooLong,
    /// It is a number, or compares something that is no number: nothing that can be true of figures.
    NoCondition,
    /// A single equals sign.
    Assignment,
    /// Something that conditions don't have, such as a text or a function.
    Unsupported,
    /// A metric that isn't declared.
    UnknownMetric {
        /// The name that is written.
        name: String,
    },
}

/// More characters, or more brackets in one another, than these are refused: the library reads recursively.
const LONGEST: usize = 500;
const DEEPEST: usize = 50;

/// Stands for a hyphen inside a metric's id, which the library would take for a minus.
const HYPHEN: char = '\u{2010}';

pub(super) fn read(text: &str, known: &BTreeSet<&str>) -> Result<Condition, FormulaProblem> {
    let whole = |fault| FormulaProblem { fault, at: 0, width: text.chars().count() };
    let depth = text.chars().filter(|character| matches!(character, '(' | '（')).count();
    let signs = text.chars().filter(|character| matches!(character, '!' | '-' | '！')).count();
    if text.chars().count() > LONGEST || depth > DEEPEST || signs > DEEPEST {
        return Err(whole(FormulaFault::TooLong));
    }
    let prepared = shield_hyphens(&half_width(text), known);
    let tree = evalexpr::build_operator_tree(&prepared).map_err(|_| whole(FormulaFault::Syntax))?;
    let reader = Reader { text, known };
    reader.condition(&tree)
}

/// What an input method for Chinese makes of operators, and the signs of arithmetic, as the library writes them.
fn half_width(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '×' => plain.push('*'),
            '÷' => plain.push('/'),
            '−' => plain.push('-'),
            '≤' => plain.push_str("<="),
            '≥' => plain.push_str(">="),
            '≠' => plain.push_str("!="),
            '\u{3000}' => plain.push(' '),
            '！'..='～' => plain.extend(char::from_u32(u32::from(character) - 0xFEE0)),
            other => plain.push(other),
        }
    }
    plain
}

/// Hides the hyphens of known ids. A longer id is found before a shorter one that begins it.
fn shield_hyphens(text: &str, known: &BTreeSet<&str>) -> String {
    let mut ids: Vec<&str> = known.iter().copied().filter(|id| id.contains('-')).collect();
    ids.sort_by_key(|id| std::cmp::Reverse(id.len()));
    let mut shielded = String::with_capacity(text.len());
    let mut rest = text;
    let mut in_word = false;
    while let Some(first) = rest.chars().next() {
        let ends_word = |id: &str| !rest[id.len()..].chars().next().is_some_and(is_of_word);
        match ids.iter().find(|id| !in_word && rest.starts_with(**id) && ends_word(id)) {
            Some(id) => {
                shielded.extend(id.chars().map(|character| if character == '-' { HYPHEN } else { character }));
                rest = &rest[id.len()..];
                in_word = true;
            }
            None => {
                shielded.push(first);
                rest = &rest[first.len_utf8()..];
                in_word = is_of_word(first);
            }
        }
    }
    shielded
}

fn is_of_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

struct Reader<'a> {
    text: &'a str,
    known: &'a BTreeSet<&'a str>,
}

impl Reader<'_> {
    fn whole(&self, fault: FormulaFault) -> FormulaProblem {
        FormulaProblem { fault, at: 0, width: self.text.chars().count() }
    }

    fn condition(&self, node: &Node) -> Result<Condition, FormulaProblem> {
        let comparison = match (node.operator(), node.children()) {
            (Operator::RootNode, [inner]) => return self.condition(inner),
            (Operator::And, parts) => return Ok(Condition::All(self.conditions(parts)?)),
            (Operator::Or, parts) => return Ok(Condition::Any(self.conditions(parts)?)),
            (Operator::Not, [inner]) => return Ok(Condition::Not(Box::new(self.condition(inner)?))),
            (Operator::Eq, _) => Comparison::Equal,
            (Operator::Neq, _) => Comparison::NotEqual,
            (Operator::Lt, _) => Comparison::Less,
            (Operator::Leq, _) => Comparison::AtMost,
            (Operator::Gt, _) => Comparison::Greater,
            (Operator::Geq, _) => Comparison::AtLeast,
            (Operator::Assign, _) => return Err(self.whole(FormulaFault::Assignment)),
            (Operator::RootNode, _) => return Err(self.whole(FormulaFault::Syntax)),
            _ => {
                // A slip in a name is told before what is missing around it.
                self.amount(node)?;
                return Err(self.whole(FormulaFault::NoCondition));
            }
        };
        let [left, right] = node.children() else { return Err(self.whole(FormulaFault::Syntax)) };
        Ok(Condition::Compare(comparison, Box::new(self.amount(left)?), Box::new(self.amount(right)?)))
    }

    fn conditions(&self, parts: &[Node]) -> Result<Vec<Condition>, FormulaProblem> {
        parts.iter().map(|part| self.condition(part)).collect()
    }

    fn amount(&self, node: &Node) -> Result<Amount, FormulaProblem> {
        let operation = match (node.operator(), node.children()) {
            (Operator::RootNode, [inner]) => return self.amount(inner),
            (Operator::Neg, [inner]) => return Ok(Amount::Negative(Box::new(self.amount(inner)?))),
            (Operator::Const { value }, _) => return self.constant(value),
            (Operator::VariableIdentifierRead { identifier }, _) => return self.metric(identifier),
            (Operator::Add, _) => Operation::Plus,
            (Operator::Sub, _) => Operation::Minus,
            (Operator::Mul, _) => Operation::Times,
            (Operator::Div, _) => Operation::Over,
            (Operator::Assign, _) => return Err(self.whole(FormulaFault::Assignment)),
            (Operator::RootNode, _) => return Err(self.whole(FormulaFault::Syntax)),
            (operator, _) if is_truth(operator) => return Err(self.whole(FormulaFault::NoCondition)),
            _ => return Err(self.whole(FormulaFault::Unsupported)),
        };
        let [left, right] = node.children() else { return Err(self.whole(FormulaFault::Syntax)) };
        Ok(Amount::Calculated(operation, Box::new(self.amount(left)?), Box::new(self.amount(right)?)))
    }

    fn constant(&self, value: &Value) -> Result<Amount, FormulaProblem> {
        let number = match value {
            Value::Int(number) => Some(Decimal::from(*number)),
            // The shortest text of a binary number is what was written: 0.1 is one tenth.
            Value::Float(number) => Decimal::from_str_exact(&number.to_string()).ok(),
            _ => None,
        };
        number.map(Amount::Constant).ok_or_else(|| self.whole(FormulaFault::Unsupported))
    }

    fn metric(&self, identifier: &str) -> Result<Amount, FormulaProblem> {
        let name = identifier.replace(HYPHEN, "-");
        if self.known.contains(name.as_str()) {
            return Ok(Amount::Metric(name));
        }
        let at = self.text.find(&name).map_or(0, |byte| self.text[..byte].chars().count());
        let width = name.chars().count();
        Err(FormulaProblem { fault: FormulaFault::UnknownMetric { name }, at, width })
    }
}

/// Whether an operator gives true or false.
fn is_truth(operator: &Operator) -> bool {
    use Operator::{And, Eq, Geq, Gt, Leq, Lt, Neq, Not, Or};
    matches!(operator, And | Or | Not | Eq | Neq | Lt | Leq | Gt | Geq)
}
