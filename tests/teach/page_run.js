// SPDX-License-Identifier: BSD-2-Clause
// tests/teach/page_run.js RUN.js - reads the cases of page_cases and runs them in the page's
// interpreter; prints what differs, and how much there was.
"use strict";
const { pfcRun } = require(process.argv[2]);
const lines = require("readline").createInterface({ input: process.stdin });
let programs = 0, packets = 0, differ = 0, accepted = 0;

lines.on("line", line => {
	const [insns, ...cases] = JSON.parse(line);
	programs++;
	for (const [hex, wire, verdict, steps] of cases) {
		const got = pfcRun(insns, Uint8Array.from(Buffer.from(hex, "hex")), wire);
		packets++;
		accepted += verdict !== 0;
		if (got.verdict !== verdict || got.steps.length !== steps) {
			if (differ++ < 10)
				console.log(`# ${JSON.stringify(insns)} ${hex}: ${got.verdict} in ` +
					`${got.steps.length}, not ${verdict} in ${steps}`);
		}
	}
});
lines.on("close", () => {
	console.log(`# ${programs} programs, ${packets} packets, ${accepted} accepted`);
	process.exit(differ || programs < 100 || accepted < 100 ? 1 : 0);
});
