// SPDX-License-Identifier: Apache-2.0

import { afterAll, afterEach, beforeAll } from "vitest";
import { type Network, startNetwork } from "../src/network.ts";

/**
 * One network for all tests of the file: started before the first test, stopped after the last. After a failure its
 * logs are kept. Returns a function, since the network exists only once the tests run.
 */
export function useNetwork(name: string): () => Network {
  let network: Network | undefined;
  let failed = false;
  beforeAll(async () => {
    network = await startNetwork(name);
  });
  afterEach(({ task }) => {
    failed ||= task.result?.state === "fail";
  });
  afterAll(() => network?.stop(failed));
  return () => {
    if (!network) throw new Error(`the network ${name} has not been started`);
    return network;
  };
}
