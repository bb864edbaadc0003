// SPDX-License-Identifier: Apache-2.0

use alloc::{sync::Arc, vec, vec::Vec};

/// How many items a page has, as a power of two.
const PAGE_BITS: u32 = 6;
const PAGE: u32 = 1 << PAGE_BITS;

/// A growing array whose copies share the pages that neither has changed since.
#[derive(Clone, Debug)]
pub(crate) struct Pages<T> {
	default: T,
	pages: Vec<Option<Arc<Vec<T>>>>,
}

impl<T: Copy> Pages<T> {
	pub(crate) fn new(default: T) -> Self {
		Self { default, pages: Vec::new() }
	}

	fn place(at: u32) -> Option<(usize, usize)> {
		Some((usize::try_from(at >> PAGE_BITS).ok()?, usize::try_from(at % PAGE).ok()?))
	}

	pub(crate) fn get(&self, at: u32) -> T {
		let item = Self::place(at)
			.and_then(|(page, item)| self.pages.get(page)?.as_ref()?.get(item).copied());
		item.unwrap_or(self.default)
	}

	pub(crate) fn set(&mut self, at: u32, value: T) {
		let Some((page, item)) = Self::place(at) else { return };
		if page >= self.pages.len() {
			self.pages.resize(page.saturating_add(1), None);
		}
		let Some(page) = self.pages.get_mut(page) else { return };
		let page = page.get_or_insert_with(|| {
			let items = usize::try_from(PAGE).unwrap_or(usize::MAX);
			Arc::new(vec![self.default; items])
		});
		if let Some(place) = Arc::make_mut(page).get_mut(item) {
			*place = value;
		}
	}

	/// The items of the pages that were ever written to, with their places.
	pub(crate) fn written(&self) -> impl Iterator<Item = (u32, &T)> {
		(0u32..).zip(&self.pages).flat_map(|(number, page)| {
			let first = number << PAGE_BITS;
			page.iter().flat_map(move |page| (first..).zip(page.iter()))
		})
	}
}
