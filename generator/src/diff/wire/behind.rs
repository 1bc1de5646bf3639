//! What stands behind a finding: the operations that reach it, and the places that use what it is about.

use std::collections::BTreeSet;

use super::{Findings, WHO, Wire, code};
use crate::source::Origin;

impl Wire<'_> {
    /// All findings, each with what stands behind it.
    pub(super) fn finish(mut self) -> Findings {
        let mut behind: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); self.findings.len()];
        for (operation, finding) in &self.own {
            behind[*finding].insert(*operation);
        }
        for node in 0..self.nodes.len() {
            if self.nodes[node].findings.is_empty() {
                continue;
            }
            let operations = self.operations_of(node);
            let uses = self.uses_of(node);
            for finding in &self.nodes[node].findings {
                behind[*finding].extend(&operations);
                self.findings[*finding].uses.extend(&uses);
            }
        }
        for (finding, operations) in self.findings.iter_mut().zip(behind) {
            finding.operations = operations
                .iter()
                .map(|number| self.operations[*number].clone())
                .collect();
            let who = match finding.operations.as_slice() {
                [only] => code(only),
                all => format!("{} operations", all.len()),
            };
            finding.title.reword(|title| title.replace(WHO, &who));
        }
        Findings {
            findings: self.findings,
            pairs: self.pairs,
        }
    }

    /// The operations from which a pair is reached.
    fn operations_of(&self, node: usize) -> BTreeSet<usize> {
        let mut seen = vec![false; self.nodes.len()];
        let mut open = vec![node];
        let mut operations = BTreeSet::new();
        while let Some(node) = open.pop() {
            if std::mem::replace(&mut seen[node], true) {
                continue;
            }
            operations.extend(&self.nodes[node].operations);
            open.extend(&self.nodes[node].parents);
        }
        operations
    }

    /// Where a pair is used, itself or as what lists and maps hold.
    fn uses_of(&self, node: usize) -> Vec<(Origin, Origin)> {
        let (mut seen, mut open) = (BTreeSet::from([node]), vec![node]);
        let mut uses = Vec::new();
        while let Some(node) = open.pop() {
            uses.extend(&self.nodes[node].uses);
            let parents = self.nodes[node].parents.iter().copied();
            open.extend(parents.filter(|parent| self.nodes[*parent].holds && seen.insert(*parent)));
        }
        uses
    }
}
