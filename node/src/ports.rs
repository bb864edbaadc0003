// SPDX-License-Identifier: GPL-3.0-only

//! That no port is taken. Left to itself the node would listen on another one, and nobody would find it.

use sc_service::Configuration;
use std::net::{SocketAddr, TcpListener};

/// Fails if the node's RPC or metrics could not listen where they are told to.
pub fn refuse_taken(config: &mut Configuration) -> sc_cli::Result<()> {
	for endpoint in config.rpc.addr.iter_mut().flatten() {
		endpoint.retry_random_port = false;
		// The same port of the IPv6 interface, which a machine need not have.
		if !endpoint.is_optional {
			check(endpoint.listen_addr, "RPC", "--rpc-port")?;
		}
	}
	if let Some(prometheus) = &config.prometheus_config {
		check(prometheus.port, "metrics", "--prometheus-port")?;
	}
	Ok(())
}

fn check(address: SocketAddr, purpose: &str, option: &str) -> sc_cli::Result<()> {
	match TcpListener::bind(address) {
		Ok(_) => Ok(()),
		Err(error) => Err(format!(
			"can't listen for {purpose} on {address}: {error}. Give another port by {option}, or 0 for any that is free"
		)
		.into()),
	}
}
