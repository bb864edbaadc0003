#!/usr/bin/env bash
# Makes a new spec of the local relay chain, after a move to another release of the SDK.
#
# usage: scripts/make-relay-spec.sh VERSION    the version of the crate rococo-runtime, for example 39.0.0

. "$(dirname "$0")/lib.sh"
answer_help "$@"

# The version in the SDK's release of `Cargo.toml`: it has the same `sc-chain-spec` as our node.
CHAIN_SPEC_BUILDER_VERSION=21.0.0
# All validators have to vote on new code within so many sessions. Those of a live relay chain last hours, and two will do. Here they
# last a minute, and several networks may share two cores.
VOTING_SESSIONS=10
# A validator of a live relay chain votes against code whose check takes 60 s of processor time, or 240 s of the clock. Less than the
# 360 s for the preparation of code in use: the relay chain's rule.
PRECHECK_MS=300000

version=${1:-}
[ -n "$version" ] || die "no version is given; usage: scripts/make-relay-spec.sh VERSION (of the crate rococo-runtime)"
builder=$(sed -n 's/^substrate-wasm-builder = "\(.*\)"/\1/p' "$REPOSITORY/Cargo.toml")
spec=$REPOSITORY/zombienet/relay-chain-specs/rococo-local.json
work=$CACHE/relay-spec
mkdir -p "$work/src"

# A crate that only compiles the runtime to Wasm, with short sessions.
cat >"$work/Cargo.toml" <<TOML
[package]
name = "relay-spec"
version = "0.0.0"
edition = "2021"
[dependencies]
rococo-runtime = { version = "=$version", default-features = false, features = ["fast-runtime"] }
[build-dependencies]
substrate-wasm-builder = "$builder"
cargo_metadata = "0.18"
[workspace]
TOML
touch "$work/src/lib.rs"
cat >"$work/build.rs" <<'RUST'
fn main() {
	let metadata = cargo_metadata::MetadataCommand::new().exec().expect("cargo metadata works");
	let runtime = metadata.packages.iter().find(|p| p.name == "rococo-runtime").expect("a dependency");
	substrate_wasm_builder::WasmBuilder::new()
		.with_project(runtime.manifest_path.as_std_path())
		.expect("the crate is there")
		.import_memory()
		.export_heap_base()
		.enable_feature("fast-runtime")
		.build();
}
RUST
say "compiling rococo-runtime $version to Wasm"
(cd "$work" && CARGO_TARGET_DIR=$work/target WASM_BUILD_WORKSPACE_HINT=$work cargo build --release)
wasm=$(find "$work/target" -name '*.compact.compressed.wasm' | head -n 1)
[ -n "$wasm" ] || die "no Wasm came out of $work/target"

say "compiling chain-spec-builder $CHAIN_SPEC_BUILDER_VERSION"
cargo install --quiet --locked --root "$CACHE/tools" --version "=$CHAIN_SPEC_BUILDER_VERSION" staging-chain-spec-builder
made=$work/made.json
"$CACHE/tools/bin/chain-spec-builder" --chain-spec-path "$made" create --chain-name "Rococo Local Testnet" \
	--chain-id rococo_local_testnet --chain-type local --runtime "$wasm" named-preset local_testnet
# JavaScript: writes the spec (first argument) to a file (second argument), with the sessions for a vote on code (third argument) and
# the milliseconds that a check of code may take (fourth argument).
node -e '
	const [made, spec, sessions, precheck] = process.argv.slice(1);
	const chain = JSON.parse(fs.readFileSync(made, "utf8"));
	const { config } = chain.genesis.runtimeGenesis.patch.configuration;
	config.pvf_voting_ttl = Number(sessions);
	config.executor_params = [{ PvfPrepTimeout: ["Precheck", Number(precheck)] }];
	fs.writeFileSync(spec, `${JSON.stringify(chain, null, 2)}\n`);
' "$made" "$spec" "$VOTING_SESSIONS" "$PRECHECK_MS"
say "wrote $spec"
