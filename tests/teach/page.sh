#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# tests/teach/page.sh - pfc explain --html: what is in the page, its interpreter against the C
# one (node), and the page used in a browser (Chromium without a window).

. "$TOP_SRCDIR/tests/cli/lib.sh"

pfc 0 explain --html page.html --target=xdp 'tcp port 80 and not host 10.0.0.1'
out ''
grep -q '<svg ' page.html || fail "no graph"
grep -q 'class="box accept"' page.html || fail "no box that accepts"
# Nothing is fetched: the only address in it is the name of a language.
grep -oE '(https?:|src=|@import|url\()[^ ">]*' page.html |
	grep -vE '^(http://www.w3.org/2000/svg|url\(#arrow)' >said
test ! -s said || { fail "the page asks for something"; show said; }
pfc 1 explain --html /dev/full ip
grep -q '/dev/full: No space left on device' err || { fail "the message"; show err; }
test -e /dev/full || fail "/dev/full is gone"
pfc 0 explain --html - ip
head -n 1 out | grep -q '<!doctype html>' || fail "no page on stdout"
pfc 0 explain --html evil.html 'tcp  port 80 and len<100'
grep -q 'len<100' evil.html && fail "the filter is not escaped"
"$PFC" -ddd 'udp port 53' >dns
pfc 0 explain --html dns.html @dns
pfc 1 explain --html /none/page.html ip
err '/none/page.html'
name "a page of its own"

if command -v node >/dev/null; then
	nth=40
	test -z "${PFC_LONG:-}" || nth=1
	if "$TOP_BUILDDIR/tests/teach/page_cases" $nth |
		node "$TOP_SRCDIR/tests/teach/page_run.js" \
			"$TOP_SRCDIR/teach/page/run.js" >said 2>&1
	then
		cat said
	else
		fail "the page runs programs in another way"
		show said
	fi
	name "its interpreter is that of pfc"
else
	skip "its interpreter is that of pfc" "node is not installed"
fi

browser=
for b in chromium chromium-browser google-chrome; do
	command -v $b >/dev/null && browser=$b && break
done
if test -z "$browser"; then
	skip "in a browser" "chromium is not installed"
	finish
	exit
fi
# The page with a script behind it that uses it, and says what it saw in place of all.
sed '/<\/body>/d; /<\/html>/d' page.html >used.html
cat >>used.html <<'H'
<script>
const said = [];
const say = (name, ok) => said.push((ok ? "good " : "BAD ") + name);
const verdict = () => document.getElementById("verdict").textContent;
const press = key => document.dispatchEvent(new KeyboardEvent("keydown", { key }));
try {
	say("accepted at first", verdict().startsWith("accepted"));
	const steps = run.steps.length;
	document.getElementById("first").click();
	say("at the start", document.getElementById("place").textContent === `step 0 of ${steps}`);
	say("the first row is marked", document.getElementById("insn0").classList.contains("now"));
	press("ArrowRight");
	say("a key steps", document.getElementById("place").textContent === `step 1 of ${steps}`);
	say("bytes just read are marked", document.querySelectorAll(".byte.read").length > 0);
	press("ArrowLeft");
	say("and back", document.getElementById("place").textContent === `step 0 of ${steps}`);
	const port = document.getElementById("byte35");
	const before = port.value;
	port.value = before === "51" ? "52" : "51";
	port.dispatchEvent(new Event("change"));
	say("an edited byte turns the verdict", verdict() === "rejected");
	say("and is marked", port.classList.contains("changed"));
	document.getElementById("undo").click();
	say("undone", verdict().startsWith("accepted"));
	document.getElementById("which").value = "nearly";
	document.getElementById("which").dispatchEvent(new Event("change"));
	say("the nearly accepted one is rejected", verdict() === "rejected");
	say("and how it differs", / instead of /.test(document.getElementById("change").textContent));
	say("where it fits", document.getElementById("fits").textContent
		.startsWith(`Instructions: ${insns.length} of the 4096`));
	document.getElementById("insn0").dispatchEvent(new MouseEvent("mouseenter"));
	say("a row lights eBPF of the same piece",
		[...document.querySelectorAll("#ebpf tr.lit")].some(e => e.textContent.includes("Ethernet type")));
	say("a row lights the graph", document.querySelectorAll(".chart text.lit").length === 1);
	say("and the filter", document.querySelectorAll(".piece.lit").length > 0);
	say("and the bytes", document.querySelectorAll(".byte.lit").length > 0);
	document.querySelector("#ebpf tr:nth-child(8)").dispatchEvent(new MouseEvent("mouseenter"));
	say("a row of eBPF lights the filter", document.querySelectorAll(".piece.lit").length > 0);
	document.getElementById("stage").value = 2;
	document.getElementById("stage").dispatchEvent(new Event("input"));
	say("passes can be looked at", document.getElementById("stagename").textContent === "opt_facts" &&
		/^40 instructions, now 25: .*\nEthernet type: loaded 5 times, now once/
			.test(document.getElementById("stagetext").textContent));
	document.getElementById("insn0").focus();
	document.getElementById("insn0").dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown" }));
	say("keys go from row to row", document.activeElement.id === "insn1" &&
		document.getElementById("insn1").classList.contains("lit"));
	dispatchEvent(new Event("beforeprint"));
	say("all passes are printed", /ast:[^]*-O:[^]*opt_facts:[^]*emit:/
		.test(document.getElementById("stagetext").textContent));
	dispatchEvent(new Event("afterprint"));
	say("codes are decoded", document.querySelectorAll("#decoder td").length >= 9);
	say("nothing was loaded", performance.getEntriesByType("resource").length === 0);
} catch (e) {
	said.push("BAD " + e.stack);
}
document.body.replaceChildren("SAID " + said.join(" | ") + " END");
</script>
</body>
</html>
H
sandbox=
test "$(id -u)" != 0 || sandbox=--no-sandbox
browse()
{
	timeout 60 $browser --headless $sandbox --disable-gpu --user-data-dir="$dir/profile" \
		--dump-dom "file://$dir/$1" >dom 2>browser.err
}
browse used.html
tr '\n' ' ' <dom | sed -n 's/.*SAID \(.*\) END.*/\1/p' | sed 's/ | /\n/g' >said
sed 's/^/# /' said
echo
test "$(grep -c '^good' said)" = 22 || fail "not everything was tried"
grep '^BAD' said >bad && { fail "in the browser"; show bad; }
"$PFC" explain --html warned.html 'ip or arp and len > 60' 2>err
browse warned.html
grep -q '<ul id="warnings"><li>.*group from left' dom || fail "no warning on the page"
name "in a browser"

finish
