// SPDX-License-Identifier: Apache-2.0

use crate::{
	action::Action,
	properties::{broken, Future, Property, EXIT, FINAL},
	rules::Rules,
	state::State,
};
use std::collections::{hash_map::Entry, HashMap, VecDeque};

/// A way to a state that breaks a property.
#[derive(Clone, Debug)]
pub struct Counterexample {
	/// What does not hold.
	pub property: Property,
	/// The actions from the start on, a shortest way.
	pub actions: Vec<Action>,
	/// The state.
	pub state: State,
}

/// All states that can be reached, and the steps between them.
pub struct Graph {
	states: Vec<State>,
	/// The step by which the search has reached a state first.
	first: Vec<Option<(u32, Action)>>,
	/// From, action, to.
	steps: Vec<(u32, Action, u32)>,
	/// How long users alone need to get everything out, in slots, from the worst state.
	pub exit_slots: u32,
	/// How long honest sequencers need to make everything final, in slots, from the worst state.
	pub final_slots: u32,
}

impl Graph {
	/// The states.
	pub fn states(&self) -> impl Iterator<Item = &State> {
		self.states.iter()
	}

	/// How many steps there are.
	#[must_use]
	pub fn steps(&self) -> usize {
		self.steps.len()
	}

	fn counterexample(&self, property: Property, mut at: u32) -> Box<Counterexample> {
		let state = self.states[at as usize].clone();
		let mut actions = Vec::new();
		while let Some((from, action)) = self.first[at as usize] {
			actions.push(action);
			at = from;
		}
		actions.reverse();
		Box::new(Counterexample { property, actions, state })
	}

	/// For each state the fewest slots until a goal, by the allowed actions alone.
	fn slots_to(&self, future: &Future) -> Vec<Option<u32>> {
		let mut before: Vec<Vec<(u32, u32)>> = vec![Vec::new(); self.states.len()];
		for (from, action, to) in &self.steps {
			if (future.is_allowed)(&self.states[*from as usize], action) {
				before[*to as usize].push((*from, u32::from(*action == Action::EndSlot)));
			}
		}
		let mut slots = vec![None; self.states.len()];
		let mut queue: VecDeque<(u32, u32)> = (0..)
			.zip(&self.states)
			.filter(|(_, state)| (future.is_goal)(state))
			.map(|(number, _)| (number, 0))
			.collect();
		while let Some((state, distance)) = queue.pop_front() {
			if slots[state as usize].is_some() {
				continue;
			}
			slots[state as usize] = Some(distance);
			for (from, cost) in &before[state as usize] {
				let next = (*from, distance + cost);
				if *cost == 0 {
					queue.push_front(next);
				} else {
					queue.push_back(next);
				}
			}
		}
		slots
	}

	/// The most slots to a goal. Fails with a state from which no way leads to a goal.
	fn furthest(&self, future: &Future) -> Result<u32, Box<Counterexample>> {
		let slots = self.slots_to(future);
		match slots.iter().position(Option::is_none) {
			Some(state) => Err(self.counterexample(future.property, state as u32)),
			None => Ok(slots.into_iter().flatten().max().unwrap_or(0)),
		}
	}
}

/// Searches all states breadth first, and all properties in them.
///
/// # Errors
///
/// The first property that does not hold, with a shortest way to it.
pub fn search(rules: &Rules) -> Result<Graph, Box<Counterexample>> {
	let start = State::new();
	let mut numbers = HashMap::from([(start.clone(), 0)]);
	let mut graph = Graph {
		states: vec![start],
		first: vec![None],
		steps: Vec::new(),
		exit_slots: 0,
		final_slots: 0,
	};
	let mut at = 0;
	while at < graph.states.len() {
		let from = at as u32;
		let state = graph.states[at].clone();
		if let Some(property) = broken(&state) {
			return Err(graph.counterexample(property, from));
		}
		for action in state.actions(rules) {
			let next = state.after(action, rules);
			let fresh = graph.states.len() as u32;
			let to = match numbers.entry(next) {
				Entry::Occupied(found) => *found.get(),
				Entry::Vacant(vacant) => {
					graph.states.push(vacant.key().clone());
					graph.first.push(Some((from, action)));
					*vacant.insert(fresh)
				},
			};
			graph.steps.push((from, action, to));
		}
		at += 1;
	}
	graph.final_slots = graph.furthest(&FINAL)?;
	graph.exit_slots = graph.furthest(&EXIT)?;
	Ok(graph)
}
