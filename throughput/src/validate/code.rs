// SPDX-License-Identifier: GPL-3.0-only

//! The runtime, from its file or from a chain spec.

use serde_json::Value;
use std::{
	fs, io,
	path::{Path, PathBuf},
};

/// The storage key of the runtime, `:code`, in a raw spec.
const CODE_KEY: &str = "0x3a636f6465";

/// Why there is no runtime.
#[derive(Debug, thiserror::Error)]
pub enum Error {
	#[error("can't read {path}: {source}")]
	Io { path: PathBuf, source: io::Error },
	#[error("{path} is no chain spec: {source}")]
	Json { path: PathBuf, source: serde_json::Error },
	#[error(
		"{0} holds no runtime: neither genesis.runtimeGenesis.code, as a plain spec, nor genesis.raw.top.{CODE_KEY}, \
		 as a raw one"
	)]
	NoCode(PathBuf),
	#[error("{path} holds a runtime that is no hex: {source}")]
	Hex { path: PathBuf, source: sp_core::bytes::FromHexError },
	#[error("name the runtime: --runtime WASM or --spec SPEC")]
	Nothing,
}

/// Reads the runtime as it stands on chain, compressed or not.
pub fn read(wasm: Option<&Path>, spec: Option<&Path>) -> Result<Vec<u8>, Error> {
	match (wasm, spec) {
		(Some(wasm), _) => content(wasm),
		(None, Some(spec)) => of_spec(spec),
		(None, None) => Err(Error::Nothing),
	}
}

fn content(path: &Path) -> Result<Vec<u8>, Error> {
	fs::read(path).map_err(|source| Error::Io { path: path.into(), source })
}

fn of_spec(path: &Path) -> Result<Vec<u8>, Error> {
	let spec: Value = serde_json::from_slice(&content(path)?)
		.map_err(|source| Error::Json { path: path.into(), source })?;
	let genesis = &spec["genesis"];
	let code = [&genesis["runtimeGenesis"]["code"], &genesis["raw"]["top"][CODE_KEY]];
	let hex = code
		.into_iter()
		.find_map(Value::as_str)
		.ok_or_else(|| Error::NoCode(path.into()))?;
	sp_core::bytes::from_hex(hex).map_err(|source| Error::Hex { path: path.into(), source })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]
mod tests {
	use super::*;

	fn read_spec(content: &str) -> Result<Vec<u8>, Error> {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("spec.json");
		fs::write(&path, content).unwrap();
		read(None, Some(&path))
	}

	#[test]
	fn the_runtime_comes_from_a_plain_or_a_raw_spec() {
		let plain = r#"{"genesis": {"runtimeGenesis": {"code": "0x0102"}}}"#;
		let raw = r#"{"genesis": {"raw": {"top": {"0x3a636f6465": "0x0304", "0x26": "0x05"}}}}"#;
		assert_eq!(read_spec(plain).unwrap(), [1, 2]);
		assert_eq!(read_spec(raw).unwrap(), [3, 4]);
	}

	#[test]
	fn a_spec_without_a_runtime_is_refused() {
		let error = read_spec(r#"{"genesis": {"raw": {"top": {}}}}"#).unwrap_err().to_string();
		assert!(error.contains("holds no runtime"), "{error}");
		let error = read_spec("\0asm").unwrap_err().to_string();
		assert!(error.contains("is no chain spec"), "{error}");
		let error = read_spec(r#"{"genesis": {"runtimeGenesis": {"code": "0xzz"}}}"#).unwrap_err();
		assert!(error.to_string().contains("is no hex"), "{error}");
	}
}
