//! A tree of lines.

/// A line, and what lies below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) text: String,
    pub(super) below: Vec<Node>,
}

impl Node {
    /// A line with nothing below it.
    pub(super) fn leaf(text: impl Into<String>) -> Self {
        Self { text: text.into(), below: Vec::new() }
    }
}

/// The lines of trees that stand beside one another.
pub(super) fn lines(nodes: &[Node]) -> Vec<String> {
    let mut lines = Vec::new();
    write(nodes, "", &mut lines);
    lines
}

fn write(nodes: &[Node], before: &str, lines: &mut Vec<String>) {
    for (index, node) in nodes.iter().enumerate() {
        let (branch, stem) = if index + 1 == nodes.len() { ("└─ ", "   ") } else { ("├─ ", "│  ") };
        lines.push(format!("{before}{branch}{}", node.text));
        write(&node.below, &format!("{before}{stem}"), lines);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn branches_end_where_nothing_follows() {
        let node = |text: &str, below: Vec<Node>| Node { text: text.into(), below };
        let trees = [node("a", vec![node("b", vec![Node::leaf("c")])]), node("d", vec![Node::leaf("e")])];
        assert_eq!(lines(&trees), ["├─ a", "│  └─ b", "│     └─ c", "└─ d", "   └─ e"]);
    }
}
