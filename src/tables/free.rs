//! Tables that are free for themes, as template values.

use toml::de::DeValue;

/// What is free for themes: a table, empty where nothing was stated.
#[derive(Debug, Clone)]
pub struct Extra(pub tera::Value);

impl Extra {
    /// Whether nothing was stated.
    pub fn is_empty(&self) -> bool {
        self.0.as_map().is_none_or(|table| table.is_empty())
    }
}

impl Default for Extra {
    fn default() -> Self {
        Self(tera::Value::from(tera::Map::default()))
    }
}

/// The value as templates see it; numbers that don't fit and dates become texts.
pub fn free_value(value: &DeValue<'_>) -> tera::Value {
    match value {
        DeValue::String(text) => tera::Value::from(text.as_ref()),
        DeValue::Integer(number) => match super::integer_of(value) {
            Some(integer) => tera::Value::from(integer),
            None => tera::Value::from(number.as_str()),
        },
        DeValue::Float(number) => match number.as_str().replace('_', "").parse::<f64>() {
            Ok(float) if float.is_finite() => tera::Value::from(float),
            _ => tera::Value::from(number.as_str()),
        },
        DeValue::Boolean(flag) => tera::Value::from(*flag),
        DeValue::Datetime(datetime) => tera::Value::from(datetime.to_string()),
        DeValue::Array(items) => {
            tera::Value::from(items.iter().map(|item| free_value(item.get_ref())).collect::<Vec<_>>())
        }
        DeValue::Table(table) => {
            let mut map = tera::Map::default();
            for (key, item) in table {
                map.insert(key.get_ref().to_string().into(), free_value(item.get_ref()));
            }
            tera::Value::from(map)
        }
    }
}
