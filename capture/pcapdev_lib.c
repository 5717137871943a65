/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/pcapdev_lib.c - libpcap itself: loading it, its devices, and opening one. */
#include "capture/pcapdev_impl.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pfc/pfc.h"
#include "proto/link.h"

enum { TIMEOUT_MS = 10 };

/* --- the library --- */

/* A function's address; POSIX says that it fits. */
static bool find(void *handle, const char *name, void *out, size_t size)
{
	void *symbol = dlsym(handle, name);

	memcpy(out, &symbol, size);
	return symbol;
}

bool libpcap_load(struct libpcap_functions *lib)
{
	static const char *const names[] = { "libpcap.so.1", "libpcap.so.0.8",
		                             "libpcap.so" };

	memset(lib, 0, sizeof(*lib));
	for (size_t i = 0; !lib->handle && i < sizeof(names) / sizeof(names[0]); i++)
		lib->handle = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
#define FIND(name) &&find(lib->handle, "pcap_" #name, &lib->name, sizeof(lib->name))
	if (lib->handle FUNCTIONS(FIND))
		return true;
#undef FIND
	if (lib->handle)
		dlclose(lib->handle);
	lib->handle = NULL;
	return false;
}

void libpcap_unload(struct libpcap_functions *lib)
{
	if (lib->handle)
		dlclose(lib->handle);
	lib->handle = NULL;
}

/* --- the list --- */

static bool is_listed(const struct iface_list *list, const char *name)
{
	for (uint32_t i = 0; i < list->count; i++) {
		if (strcmp(list->at[i].name, name) == 0)
			return true;
	}
	return false;
}

static int add_device(struct iface_list *list, const pcap_if_t *dev)
{
	struct iface *i;

	if (strlen(dev->name) >= IFACE_NAME_MAX || is_listed(list, dev->name))
		return 0;
	i = iface_list_add(list);
	if (!i)
		return -ENOMEM;
	i->index = IFACE_NO_INDEX;
	i->by_libpcap = true;
	strcpy(i->name, dev->name);
	snprintf(i->alias, sizeof(i->alias), "%s",
	         dev->description ? dev->description : "");
	return 0;
}

int pcapdev_list(struct iface_list *list)
{
	char err[PCAP_ERRBUF_SIZE];
	struct libpcap_functions lib;
	pcap_if_t *all = NULL;
	int ret = 0;

	if (!libpcap_load(&lib))
		return 0;
	if (lib.findalldevs(&all, err) == 0) {
		for (const pcap_if_t *d = all; d && !ret; d = d->next)
			ret = add_device(list, d);
		lib.freealldevs(all);
	}
	libpcap_unload(&lib);
	return ret;
}

/* --- opening --- */

/* What a status of pcap_activate() means to the caller; warnings are above 0. */
static int error_of(int status)
{
	switch (status) {
	case PCAP_ERROR_PERM_DENIED:
		return -EPERM;
	case PCAP_ERROR_NO_SUCH_DEVICE:
		return -ENODEV;
	default:
		return status < 0 ? -EIO : 0;
	}
}

static void say_failed(struct libpcap_functions *lib, pcap_t *pcap, const char *name,
                       int status, char *msg)
{
	const char *why = lib->geterr(pcap);

	snprintf(msg, SOURCE_MSG_MAX, "'%s', read by libpcap: %s%s%s", name,
	         lib->statustostr(status), *why ? ": " : "", why);
}

pcap_t *libpcap_start(struct libpcap_functions *lib, const struct pcapdev_config *cfg,
                      int *err, char *msg)
{
	const char *name = cfg->dev->name;
	char text[PCAP_ERRBUF_SIZE] = "";
	pcap_t *pcap = lib->create(name, text);
	int status;

	*err = -EIO;
	if (!pcap) {
		snprintf(msg, SOURCE_MSG_MAX, "'%s', read by libpcap: %s", name, text);
		return NULL;
	}
	lib->set_snaplen(pcap, (int)cfg->snaplen);
	lib->set_promisc(pcap, cfg->promiscuous);
	lib->set_timeout(pcap, cfg->retire_ms ? (int)cfg->retire_ms : TIMEOUT_MS);
	lib->set_immediate_mode(pcap, cfg->immediate);
	if (cfg->buffer_kib)
		lib->set_buffer_size(pcap, (int)cfg->buffer_kib * 1024);
	lib->set_tstamp_precision(pcap, PCAP_TSTAMP_PRECISION_NANO);
	status = lib->activate(pcap);
	*err = error_of(status);
	if (*err) {
		say_failed(lib, pcap, name, status, msg);
		lib->close(pcap);
		return NULL;
	}
	return pcap;
}

void libpcap_say_none(const char *name, char *msg)
{
	snprintf(msg, SOURCE_MSG_MAX, "'%s' is read by libpcap, which cannot be loaded",
	         name);
}

int pcapdev_ask(struct iface *dev, char *msg)
{
	struct pcapdev_config cfg = { .dev = dev, .snaplen = PFC_SNAPLEN_MAX };
	struct libpcap_functions lib;
	pcap_t *pcap;
	int err = -ENODEV;

	if (!libpcap_load(&lib)) {
		libpcap_say_none(dev->name, msg);
		return err;
	}
	pcap = libpcap_start(&lib, &cfg, &err, msg);
	if (pcap) {
		dev->linktype = link_from_dlt((uint32_t)lib.datalink(pcap));
		lib.close(pcap);
	}
	libpcap_unload(&lib);
	return err;
}
