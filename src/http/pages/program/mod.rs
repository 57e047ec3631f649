//! Programs: members, invitations, questions of their own and reports.

pub(crate) mod invitation;
