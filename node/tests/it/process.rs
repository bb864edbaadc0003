// SPDX-License-Identifier: GPL-3.0-only

//! Runs the binary, with a deadline.

use std::{
	fs::File,
	net::{Ipv4Addr, TcpListener},
	path::{Path, PathBuf},
	process::{Command, ExitStatus, Stdio},
	sync::atomic::{AtomicU32, Ordering},
	time::{Duration, Instant},
};
use tempfile::TempDir;

/// What a command may take. Some commands compile the runtime first, on a machine under load.
const DEADLINE: Duration = Duration::from_secs(600);

/// Ports for `unused_port`, below the ports that Linux (32,768 and up) and macOS (49,152 and up) give out.
const FIRST_PORT: u16 = 20_000;
const PORTS: u32 = 10_000;

/// The result of a process.
pub struct Ended {
	pub status: ExitStatus,
	/// The output on both streams.
	pub output: String,
}

/// Runs the binary until it ends by itself. Kills the process and fails at the deadline.
pub fn outrider<I, S>(arguments: I) -> Ended
where
	I: IntoIterator<Item = S>,
	S: AsRef<std::ffi::OsStr>,
{
	let folder = TempDir::new().unwrap();
	let log = folder.path().join("output");
	let output = File::create(&log).unwrap();
	let mut command = Command::new(env!("CARGO_BIN_EXE_outrider"));
	command.args(arguments).stdout(output.try_clone().unwrap()).stderr(output);
	let status = status_of(&mut command, &log);
	Ended { status, output: text_of(&log) }
}

/// Runs the binary, which must succeed, and returns its standard output.
pub fn stdout_of(arguments: &[&str]) -> Vec<u8> {
	let folder = TempDir::new().unwrap();
	let [output, log] = ["output", "log"].map(|name| folder.path().join(name));
	let mut command = Command::new(env!("CARGO_BIN_EXE_outrider"));
	command
		.args(arguments)
		.stdout(File::create(&output).unwrap())
		.stderr(File::create(&log).unwrap());
	let status = status_of(&mut command, &log);
	assert!(status.success(), "{arguments:?} failed:\n{}", text_of(&log));
	std::fs::read(output).unwrap()
}

fn status_of(command: &mut Command, log: &Path) -> ExitStatus {
	let mut child = command.stdin(Stdio::null()).spawn().unwrap();
	let start = Instant::now();
	while start.elapsed() < DEADLINE {
		if let Some(status) = child.try_wait().unwrap() {
			return status;
		}
		std::thread::park_timeout(Duration::from_millis(20));
	}
	child.kill().unwrap();
	child.wait().unwrap();
	panic!("still running after {DEADLINE:?}; it printed:\n{}", text_of(log));
}

fn text_of(log: &Path) -> String {
	String::from_utf8_lossy(&std::fs::read(log).unwrap()).into_owned()
}

/// Runs the binary, which must fail with a message that has all these parts.
pub fn refuses<I, S>(arguments: I, parts: &[&str])
where
	I: IntoIterator<Item = S>,
	S: AsRef<std::ffi::OsStr>,
{
	let Ended { status, output } = outrider(arguments);
	assert!(!status.success(), "it did not refuse:\n{output}");
	for part in parts {
		assert!(output.contains(part), "no `{part}` in what it printed:\n{output}");
	}
	assert!(!output.contains("panicked"), "it panicked:\n{output}");
}

/// A file of the repository.
pub fn repository(path: &str) -> PathBuf {
	Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join(path)
}

/// A port on which nobody listens. No system gives the port out: systems give out higher ones.
pub fn unused_port() -> u16 {
	static ASKED: AtomicU32 = AtomicU32::new(0);
	// Each test process starts at another port.
	let first = std::process::id().wrapping_mul(101);
	std::iter::repeat_with(|| ASKED.fetch_add(1, Ordering::Relaxed))
		.take(PORTS as usize)
		.map(|asked| FIRST_PORT + (first.wrapping_add(asked) % PORTS) as u16)
		.find(|port| TcpListener::bind((Ipv4Addr::UNSPECIFIED, *port)).is_ok())
		.unwrap()
}
