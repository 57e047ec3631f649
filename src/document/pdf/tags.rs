//! The structure of the document, which screen readers follow: headings, paragraphs, lists and the table, in reading order.

use krilla::tagging::{Identifier, Node, TagGroup, TagKind, TagTree};

/// A node of the structure that is being built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NodeId(usize);

/// The structure: each node with its parent.
#[derive(Default)]
pub(crate) struct Tags {
    nodes: Vec<Building>,
    /// The nodes that are open, outermost first.
    open: Vec<usize>,
}

struct Building {
    tag: TagKind,
    parent: Option<usize>,
    /// The marks of its content on the pages.
    marks: Vec<Identifier>,
}

impl Tags {
    /// Begins a node inside the one that is open.
    pub(crate) fn open(&mut self, tag: impl Into<TagKind>) {
        let node = self.leaf(tag);
        self.open.push(node.0);
    }

    /// Ends the node that was opened last.
    pub(crate) fn close(&mut self) {
        self.open.pop();
    }

    /// A node for content, inside the one that is open.
    pub(crate) fn leaf(&mut self, tag: impl Into<TagKind>) -> NodeId {
        self.nodes.push(Building { tag: tag.into(), parent: self.open.last().copied(), marks: Vec::new() });
        NodeId(self.nodes.len() - 1)
    }

    /// A node inside another, after what that one has.
    pub(crate) fn inside(&mut self, parent: NodeId, tag: impl Into<TagKind>) -> NodeId {
        self.nodes.push(Building { tag: tag.into(), parent: Some(parent.0), marks: Vec::new() });
        NodeId(self.nodes.len() - 1)
    }

    /// Adds content that was drawn to its node.
    pub(crate) fn mark(&mut self, node: NodeId, mark: Identifier) {
        if let Some(node) = self.nodes.get_mut(node.0) {
            node.marks.push(mark);
        }
    }

    /// The tree, without the nodes of what wasn't drawn.
    pub(crate) fn tree(self) -> TagTree {
        let mut tree = TagTree::new().with_lang(Some("en".to_owned()));
        let mut children: Vec<Vec<(usize, Node)>> = self.nodes.iter().map(|_| Vec::new()).collect();
        let mut roots: Vec<(usize, Node)> = Vec::new();
        // A node comes after its parent, so from the last on all children of a node are known.
        for (at, node) in self.nodes.into_iter().enumerate().rev() {
            let mut inner = children.get_mut(at).map(std::mem::take).unwrap_or_default();
            if inner.is_empty() && node.marks.is_empty() {
                continue;
            }
            inner.sort_by_key(|(place, _)| *place);
            let marks = node.marks.into_iter().map(Node::from);
            let group = TagGroup::with_children(node.tag, marks.chain(inner.into_iter().map(|(_, one)| one)).collect());
            match node.parent.and_then(|parent| children.get_mut(parent)) {
                Some(siblings) => siblings.push((at, group.into())),
                None => roots.push((at, group.into())),
            }
        }
        roots.sort_by_key(|(place, _)| *place);
        roots.into_iter().for_each(|(_, node)| tree.push(node));
        tree
    }
}
