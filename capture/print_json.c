/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/print_json.h"

#include "capture/print_parts.h"
#include "capture/resolve.h"

static void put_key(struct out *o, const char *name)
{
	if (!name)
		return;
	out_char(o, '"');
	out_text(o, name);
	out_mem(o, "\":", 2);
}

/* Printable ASCII: only two characters have a meaning in JSON. */
static void put_quoted(struct out *o, const char *from, size_t len)
{
	out_char(o, '"');
	for (size_t i = 0; i < len; i++) {
		if (from[i] == '"' || from[i] == '\\')
			out_char(o, '\\');
		out_char(o, from[i]);
	}
	out_mem(o, "\",", 2);
}

/* Where the room had ended, the place of the comma takes the first of the two, and the
 * room ends again: obj_end() sees it.
 */
static void end_with(struct out *o, char c)
{
	if (o->at[-1] == ',')
		o->at--;
	out_char(o, c);
	out_char(o, ',');
}

void obj_open(struct print *p, const char *name)
{
	if (!p->opts->json)
		return;
	put_key(&p->json, name);
	out_char(&p->json, '{');
}

void obj_close(struct print *p)
{
	if (p->opts->json)
		end_with(&p->json, '}');
}

void obj_list(struct print *p, const char *name)
{
	if (!p->opts->json)
		return;
	put_key(&p->json, name);
	out_char(&p->json, '[');
}

void obj_list_end(struct print *p)
{
	if (p->opts->json)
		end_with(&p->json, ']');
}

void obj_number(struct print *p, const char *name, uint64_t number)
{
	if (!p->opts->json)
		return;
	put_key(&p->json, name);
	out_u64(&p->json, number);
	out_char(&p->json, ',');
}

void obj_true(struct print *p, const char *name)
{
	if (!p->opts->json)
		return;
	put_key(&p->json, name);
	out_text(&p->json, "true,");
}

void obj_text(struct print *p, const char *name, const char *text)
{
	if (p->opts->json)
		obj_printed(p, name, text, strlen(text));
}

void obj_printed(struct print *p, const char *name, const char *from, size_t len)
{
	if (!p->opts->json)
		return;
	put_key(&p->json, name);
	put_quoted(&p->json, from, len);
}

void obj_since(struct print *p, const char *name, const char *start)
{
	if (p->opts->json)
		obj_printed(p, name, start, (size_t)(p->out.at - start));
}

void obj_mac(struct print *p, const char *name, const uint8_t mac[6])
{
	if (!p->opts->json)
		return;
	put_key(&p->json, name);
	out_char(&p->json, '"');
	out_mac(&p->json, mac);
	out_mem(&p->json, "\",", 2);
}

void obj_addr(struct print *p, const char *name, const uint8_t *addr, unsigned len)
{
	if (!p->opts->json)
		return;
	put_key(&p->json, name);
	out_char(&p->json, '"');
	if (len == 4)
		out_ip4(&p->json, addr);
	else
		out_ip6(&p->json, addr);
	out_mem(&p->json, "\",", 2);
}

static void put_ids(struct print *p, const char *name, const uint32_t *ids,
                    unsigned count)
{
	if (!count)
		return;
	obj_list(p, name);
	for (unsigned i = 0; i < count; i++)
		obj_number(p, NULL, ids[i]);
	obj_list_end(p);
}

static void put_host(struct print *p, const char *key, const uint8_t *addr)
{
	const char *name = NULL;

	if (p->opts->resolver)
		name = resolver_name(p->opts->resolver, addr, p->addr_len);
	if (name) {
		char text[4 * 256];
		struct out o = { text, text + sizeof(text) };

		out_escaped(&o, name, strlen(name));
		obj_printed(p, key, text, (size_t)(o.at - text));
	}
}

/* What the line has in front of the protocol. */
static void put_layer(struct print *p)
{
	put_ids(p, "vlan", p->owner->vlans, p->vlan_count);
	put_ids(p, "mpls", p->owner->labels, p->label_count);
	if (p->src) {
		obj_addr(p, "src", p->src, p->addr_len);
		obj_addr(p, "dst", p->dst, p->addr_len);
		put_host(p, "src_name", p->src);
		put_host(p, "dst_name", p->dst);
	}
	if (p->has_ports) {
		obj_number(p, "src_port", p->src_port);
		obj_number(p, "dst_port", p->dst_port);
	}
	if (p->protocol_name)
		obj_text(p, "protocol", p->protocol_name);
	p->has_ports = false;
	p->protocol_name = NULL;
	p->vlan_count = p->label_count = 0;
}

void obj_tunnel(struct print *p, const char *type, bool has_id, uint32_t id)
{
	if (!p->opts->json)
		return;
	put_layer(p);
	obj_text(p, "type", type);
	if (has_id)
		obj_number(p, "id", id);
	obj_close(p);
	p->json_layer = p->json.at;
	out_char(&p->json, '{');
}

void obj_begin(struct print *p)
{
	if (!p->opts->json)
		return;
	p->out = (struct out){ p->owner->line, p->owner->line + LINE_ROOM };
	p->line = p->out.at;
	p->json = (struct out){ p->owner->json, p->owner->json + JSON_ROOM };
	p->json_layer = p->json.at;
	out_char(&p->json, '{');
}

static void put_u32(struct out *o, const char *name, uint32_t v)
{
	put_key(o, name);
	out_u32(o, v);
	out_char(o, ',');
}

static void put_iface(struct out *o, const struct print *p,
                      const struct source_iface *iface)
{
	const struct packet *pkt = p->pkt;
	char name[4 * 255];
	struct out escaped = { name, name + sizeof(name) };
	char direction = direction_of(p);

	if (iface->name) {
		size_t len = strnlen(iface->name, 255);

		out_escaped(&escaped, iface->name, len);
		put_key(o, "interface");
		put_quoted(o, name, (size_t)(escaped.at - name));
	}
	if (pkt->flags & PACKET_HAS_META && pkt->meta.ifindex)
		put_u32(o, "ifindex", pkt->meta.ifindex);
	if (direction) {
		put_key(o, "direction");
		out_text(o, direction == '>' ? "\"out\"," : "\"in\",");
	}
}

/* In front of what the printers said: number, time, interface, lengths, link type. */
static void put_head(struct out *o, struct print *p, const struct source_iface *iface)
{
	struct printer *owner = p->owner;

	out_char(o, '{');
	put_u32(o, "number", owner->count);
	print_clock_json(&p->owner->clock, p->opts, p->pkt, o);
	put_iface(o, p, iface);
	put_u32(o, "length",
	        p->pkt->len > p->pkt->caplen ? p->pkt->len : p->pkt->caplen);
	put_u32(o, "captured", p->pkt->caplen);
	if (owner->link) {
		put_key(o, "link");
		put_quoted(o, owner->link->name, strlen(owner->link->name));
	} else {
		put_u32(o, "linktype", owner->linktype);
	}
}

/* The layers before the last one are tunnels. When a packet had more to say than there is
 * room for, all of that is left out.
 */
void obj_end(struct print *p, const struct source_iface *iface, struct str *out)
{
	struct out o = { out->at + out->len, out->at + out->room - 1 };
	const char *start = p->owner->json;

	put_layer(p);
	if (p->marked)
		obj_true(p, p->cut ? "cut" : "short");
	put_head(&o, p, iface);
	if (p->json.at == p->json.end) {
		out_text(&o, "\"incomplete\":true,");
	} else {
		if (p->json_layer > start) {
			put_key(&o, "tunnels");
			out_char(&o, '[');
			out_mem(&o, start, (size_t)(p->json_layer - start));
			end_with(&o, ']');
		}
		out_mem(&o, p->json_layer + 1,
		        (size_t)(p->json.at - (p->json_layer + 1)));
	}
	put_key(&o, "text");
	put_quoted(&o, p->line, (size_t)(p->out.at - p->line));
	o.at--; /* the comma */
	out_mem(&o, "}\n", 2);
	*o.at = '\0';
	out->len = (size_t)(o.at - out->at);
}
