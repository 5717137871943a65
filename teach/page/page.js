// SPDX-License-Identifier: BSD-2-Clause
// teach/page/page.js - what happens in the page of `pfc explain --html`.
"use strict";

const data = JSON.parse(document.getElementById("data").textContent);
const insns = data.instructions.map(i => [i.code, i.jt, i.jf, i.k]);
const $ = id => document.getElementById(id);
let original = [], bytes = [], wire = 0, run = null, at = 0;

function element(tag, attributes, ...children) {
	const e = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes || {}))
		e.setAttribute(name, value);
	e.append(...children);
	return e;
}

const fromHex = text => text.match(/../g).map(h => parseInt(h, 16));
const hex = (n, digits) => n.toString(16).padStart(digits, "0");

// ---- the filter, in pieces that light up with their instructions ----

function showFilter() {
	const marks = new Set([0, (data.filter || "").length]);
	for (const i of data.instructions) {
		if (i.len) {
			marks.add(i.from);
			marks.add(i.from + i.len);
		}
	}
	const places = [...marks].sort((a, b) => a - b);
	for (let n = 0; n + 1 < places.length; n++) {
		const [from, to] = [places[n], places[n + 1]];
		const span = element("span", { class: "piece", "data-from": from, "data-to": to },
			data.filter.slice(from, to));
		span.addEventListener("mouseenter", () => lightPiece(from, to));
		span.addEventListener("mouseleave", dark);
		$("filter").append(span);
	}
	if (!data.filter)
		$("filter").append(data.path || "all packets");
}

// Warnings, and how long the program is for whom.
function showNotes() {
	for (const w of data.warnings || []) {
		const item = element("li", {}, w.message + (w.hint ? " (" + w.hint + ")" : ""));
		item.addEventListener("mouseenter", () => {
			for (const e of document.querySelectorAll(".piece"))
				e.classList.toggle("lit", +e.dataset.to > w.from && +e.dataset.from < w.from + w.len);
		});
		item.addEventListener("mouseleave", dark);
		$("warnings").append(item);
	}
	const ebpf = Object.entries(data.targets).filter(([name]) => name !== "cbpf")
		.map(([name, count]) => name + " " + (count === null ? "not with this link type" : count));
	$("fits").textContent = `Instructions: ${data.targets.cbpf} of the 4096 that a kernel takes, or of the 64 of iptables`
		+ (ebpf.length ? "; as eBPF for " + ebpf.join(", ") : "");
}

// ---- light ----

function dark() {
	for (const e of document.querySelectorAll(".lit"))
		e.classList.remove("lit");
}

function light(list) {
	dark();
	for (const i of list) {
		$("insn" + i).classList.add("lit");
		for (const e of document.querySelectorAll(`.chart text[data-i="${i}"]`))
			e.classList.add("lit");
		const insn = data.instructions[i];
		for (const e of document.querySelectorAll(".piece")) {
			if (insn.len && +e.dataset.from >= insn.from && +e.dataset.to <= insn.from + insn.len)
				e.classList.add("lit");
		}
		for (const step of run.steps) {
			for (let b = 0; step.pc === i && b < step.len; b++) {
				const byte = $("byte" + (step.off + b));
				if (byte)
					byte.classList.add("lit");
			}
		}
	}
}

// Instructions of both programs that came from a piece of the filter.
function lightPiece(from, to) {
	const of = i => i.len && i.from <= from && to <= i.from + i.len;
	light(data.instructions.filter(of).map(i => i.index));
	for (const i of (data.ebpf || []).filter(of))
		$("ebpf" + i.index).classList.add("lit");
}
const lightByte = n => light([...new Set(run.steps
	.filter(s => s.len && n >= s.off && n < s.off + s.len).map(s => s.pc))]);

// ---- the listing ----

function lightRow(i) {
	light([i.index]);
	for (const e of (data.ebpf || []).filter(e => i.len && e.from === i.from && e.len === i.len))
		$("ebpf" + e.index).classList.add("lit");
}

// Up and down go from row to row, and the tab key to the row that was last; Enter as a click.
function keysOfRow(event, i) {
	const to = { ArrowUp: i - 1, ArrowDown: i + 1 }[event.key];
	if (event.key === "Enter") {
		goTo(i);
	} else if (to >= 0 && to < insns.length) {
		$("insn" + i).tabIndex = -1;
		$("insn" + to).tabIndex = 0;
		$("insn" + to).focus();
	} else {
		return;
	}
	event.preventDefault();
}

function showListing() {
	const body = $("listing");
	for (const i of data.instructions) {
		const row = element("tr", { class: "insn", id: "insn" + i.index, tabindex: i.index ? -1 : 0 },
			element("td", { class: "dim" }, "(" + String(i.index).padStart(3, "0") + ")"),
			element("td", {}, i.text.replace("\t", " ")),
			element("td", { class: "words" }, i.words));
		for (const event of ["mouseenter", "focus"])
			row.addEventListener(event, () => lightRow(i));
		for (const event of ["mouseleave", "blur"])
			row.addEventListener(event, dark);
		row.addEventListener("keydown", event => keysOfRow(event, i.index));
		row.addEventListener("click", () => goTo(i.index));
		body.append(row);
	}
	for (const e of document.querySelectorAll(".chart text")) {
		const i = +e.dataset.i;
		e.addEventListener("mouseenter", () => light([i]));
		e.addEventListener("mouseleave", dark);
		e.addEventListener("click", () => goTo(i));
	}
}

function showEbpf() {
	$("target").textContent = data.target;
	for (const i of data.ebpf) {
		const row = element("tr", { class: "insn", id: "ebpf" + i.index, tabindex: -1 },
			element("td", { class: "dim" }, String(i.index)),
			element("td", {}, i.text),
			element("td", { class: "words" }, i.words));
		row.addEventListener("mouseenter", () => {
			dark();
			if (i.len)
				lightPiece(i.from, i.from + i.len);
			row.classList.add("lit");
		});
		row.addEventListener("mouseleave", dark);
		$("ebpf").append(row);
	}
}

// To the next time that an instruction is executed; shows its code in any case.
function goTo(i) {
	decode(data.instructions[i]);
	const later = run.steps.findIndex((s, n) => s.pc === i && n > at);
	const first = run.steps.findIndex(s => s.pc === i);
	if (first >= 0)
		move(later >= 0 ? later : first);
}

// ---- packet bytes ----

function showBytes() {
	const box = $("bytes");
	box.replaceChildren();
	bytes.forEach((b, n) => {
		if (n % 16 === 0)
			box.append(element("span", { class: "off" }, hex(n, 4)));
		const input = element("input", { class: "byte", id: "byte" + n, maxlength: 2,
			"aria-label": "byte " + n, value: hex(b, 2) });
		input.addEventListener("change", () => edit(n, input));
		input.addEventListener("mouseenter", () => lightByte(n));
		input.addEventListener("mouseleave", dark);
		box.append(input);
	});
}

function edit(n, input) {
	const text = input.value.trim();
	if (/^[0-9a-fA-F]{1,2}$/.test(text))
		bytes[n] = parseInt(text, 16);
	input.value = hex(bytes[n], 2);
	restart();
}

function choosePacket(which) {
	const p = data[which];
	original = fromHex(p.bytes);
	bytes = original.slice();
	wire = p.len;
	$("change").textContent = p.change ? "As the accepted one, with " + p.change : "";
	showBytes();
	restart();
}

function cut() {
	const n = parseInt($("cut").value, 10);
	if (!(n >= 0))
		return;
	bytes = bytes.slice(0, n);
	for (let i = bytes.length; i < n && i < original.length; i++)
		bytes.push(original[i]);
	showBytes();
	restart();
}

// ---- steps ----

function restart() {
	run = pfcRun(insns, bytes, wire);
	move(run.steps.length);
}

function move(to) {
	at = Math.max(0, Math.min(run.steps.length, to));
	show();
}

function markBytes() {
	const seen = new Set();
	for (let n = 0; n < at; n++) {
		for (let b = 0; b < run.steps[n].len; b++)
			seen.add(run.steps[n].off + b);
	}
	const last = at ? run.steps[at - 1] : { len: 0, off: 0 };
	bytes.forEach((b, n) => {
		const e = $("byte" + n);
		e.classList.toggle("read", n >= last.off && n < last.off + last.len);
		e.classList.toggle("seen", seen.has(n));
		e.classList.toggle("changed", b !== original[n]);
	});
}

function markRows() {
	const done = new Set(run.steps.slice(0, at).map(s => s.pc));
	const here = at < run.steps.length ? run.steps[at].pc : -1;
	for (const i of data.instructions) {
		const row = $("insn" + i.index);
		row.classList.toggle("done", done.has(i.index));
		row.classList.toggle("now", i.index === here);
	}
	for (const e of document.querySelectorAll(".chart text"))
		e.classList.toggle("now", +e.dataset.i === here);
	const went = new Set();
	for (let n = 0; n + 1 < run.steps.length && n < at; n++)
		went.add(run.steps[n].pc + ">" + run.steps[n + 1].pc);
	for (const e of document.querySelectorAll(".chart .edge"))
		e.classList.toggle("gone", went.has(e.dataset.a + ">" + e.dataset.b));
}

function show() {
	const end = at === run.steps.length;
	const s = run.steps[end ? at - 1 : at];
	const v = $("verdict");
	v.textContent = run.verdict ? "accepted, " + run.verdict + " bytes"
		: run.failed ? "rejected: it could not be executed" : "rejected";
	v.className = "verdict " + (run.verdict ? "accept" : "reject");
	$("place").textContent = end ? "end, after " + run.steps.length + " steps"
		: "step " + at + " of " + run.steps.length;
	const scratch = s.m.map((w, n) => w ? `  M[${n}] = ${w}` : "").join("");
	$("registers").textContent = `A = ${s.a} (0x${hex(s.a, 1)})  X = ${s.x} (0x${hex(s.x, 1)})${scratch}`;
	$("next").textContent = end ? "" : data.instructions[s.pc].words;
	markRows();
	markBytes();
	decode(data.instructions[s.pc]);
}

// ---- codes ----

const CLASSES = ["ld", "ldx", "st", "stx", "alu", "jmp", "ret", "misc"];
const MODES = ["imm", "abs", "ind", "mem", "len", "msh", "?", "?"];
const ALU = ["add", "sub", "mul", "div", "or", "and", "lsh", "rsh", "neg", "mod", "xor"];
const JUMPS = ["ja", "jeq", "jgt", "jge", "jset"];

// The fields of a code, from the top: name, bits, meaning.
function fields(code) {
	const cls = code & 7, source = ["class", code & 7, CLASSES[cls], 3];
	if (cls < 2)
		return [["mode", code >> 5, MODES[code >> 5 & 7], 3],
			["size", code >> 3 & 3, ["w: 4", "h: 2", "b: 1", "?"][code >> 3 & 3], 2], source];
	const names = cls === 4 ? ALU : cls === 5 ? JUMPS : cls === 7 ? ["tax", , , , , , , , "txa"] : [];
	return [[cls === 6 ? "value" : "operation", code >> 4,
		cls === 6 ? (code & 0x10 ? "a" : "k") : names[code >> 4] || "-", 4],
		["source", code >> 3 & 1, code & 8 ? "x" : "k", 1], source];
}

function decode(i) {
	const list = fields(i.code & 0xff);
	$("decoder").replaceChildren(
		element("tr", {}, ...list.map(f => element("td", {}, f[0]))),
		element("tr", {}, ...list.map(f => element("td", {},
			(f[1] & (1 << f[3]) - 1).toString(2).padStart(f[3], "0")))),
		element("tr", {}, ...list.map(f => element("td", {}, f[2]))));
	$("code").value = "0x" + hex(i.code, 2);
	$("encoding").textContent = `code 0x${hex(i.code, 4)}, jt ${i.jt}, jf ${i.jf}, k 0x${hex(i.k, 8)}`;
}

// ---- stages ----

function showStage() {
	const stage = data.stages[+$("stage").value];
	$("stagename").textContent = stage.name;
	$("stagetext").textContent = stage.text;
}

// On paper there is no slider: all of them.
function showAllStages() {
	if (data.stages && data.stages.length)
		$("stagetext").textContent = data.stages.map(s => s.name + ":\n" + s.text).join("\n");
}

// ---- start ----

function keys(event) {
	if (event.target.tagName === "INPUT" || event.ctrlKey || event.altKey || event.metaKey)
		return;
	const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: run.steps.length }[event.key];
	if (to === undefined)
		return;
	move(to);
	event.preventDefault();
}

function buttons() {
	$("first").addEventListener("click", () => move(0));
	$("back").addEventListener("click", () => move(at - 1));
	$("forward").addEventListener("click", () => move(at + 1));
	$("last").addEventListener("click", () => move(run.steps.length));
	$("undo").addEventListener("click", () => choosePacket($("which").value));
	$("which").addEventListener("change", () => choosePacket($("which").value));
	$("cut").addEventListener("change", cut);
	$("code").addEventListener("change", () => {
		const code = Number($("code").value);
		if (code >= 0 && code < 256)
			decode({ code, jt: 0, jf: 0, k: 0 });
	});
	document.addEventListener("keydown", keys);
}

$("sentence").textContent = data.sentence || "";
$("normal").textContent = data.normal ? "In full: " + data.normal : "";
showFilter();
showNotes();
showListing();
if (data.ebpf)
	showEbpf();
else
	$("other").remove();
buttons();
data.empty = { bytes: "00".repeat(64), len: 64 };
for (const [which, name] of [["accepted", "one that is accepted"], ["nearly", "one that nearly is"], ["empty", "64 zero bytes"]]) {
	if (data[which])
		$("which").append(element("option", { value: which }, name));
}
choosePacket($("which").value);
if (data.stages && data.stages.length) {
	$("stage").max = data.stages.length - 1;
	$("stage").addEventListener("input", showStage);
	addEventListener("beforeprint", showAllStages);
	addEventListener("afterprint", showStage);
	showStage();
} else {
	$("stages").remove();
}
