// SPDX-License-Identifier: BSD-2-Clause

// tls_go.go - a client and a server of TLS in Go.
//
//	tls_go serve ADDRESS CERT KEY    answers HTTP with the path that is asked for
//	tls_go ask ADDRESS COUNT         on so many connections, 8 at a time, asks for /PORT of
//	                                 its own end; prints how many had their answer
//	tls_go again ADDRESS VERSION NAME    on two connections, the second one a resumption, asks
//	                                 for /NAME/1 and /NAME/2; prints whether it was one
package main

import (
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
)

func one(address string) error {
	c, err := tls.Dial("tcp", address, &tls.Config{InsecureSkipVerify: true})
	if err != nil {
		return err
	}
	defer c.Close()
	port := c.LocalAddr().(*net.TCPAddr).Port
	fmt.Fprintf(c, "GET /%d HTTP/1.1\r\nHost: go\r\nConnection: close\r\n\r\n", port)
	answer, err := io.ReadAll(c)
	if err != nil {
		return err
	}
	if !strings.Contains(string(answer), strconv.Itoa(port)) {
		return fmt.Errorf("port %d: %s", port, answer)
	}
	return nil
}

func ask(address string, count int) {
	var all sync.WaitGroup
	var good int32
	turns := make(chan bool, 8)
	for i := 0; i < count; i++ {
		all.Add(1)
		turns <- true
		go func() {
			if err := one(address); err != nil {
				fmt.Fprintln(os.Stderr, err)
			} else {
				atomic.AddInt32(&good, 1)
			}
			<-turns
			all.Done()
		}()
	}
	all.Wait()
	fmt.Println(good)
}

func again(address, version, name string) {
	config := &tls.Config{InsecureSkipVerify: true, ClientSessionCache: tls.NewLRUClientSessionCache(1)}
	resumed := false
	if version == "2" {
		config.MaxVersion = tls.VersionTLS12
	}
	for i := 1; i <= 2; i++ {
		c, err := tls.Dial("tcp", address, config)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		fmt.Fprintf(c, "GET /%s/%d HTTP/1.0\r\n\r\n", name, i)
		io.ReadAll(c)
		resumed = c.ConnectionState().DidResume
		c.Close()
	}
	fmt.Println(resumed)
}

func main() {
	if os.Args[1] == "again" {
		again(os.Args[2], os.Args[3], os.Args[4])
		return
	}
	if os.Args[1] == "ask" {
		count, _ := strconv.Atoi(os.Args[3])
		ask(os.Args[2], count)
		return
	}
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(w, r.URL.Path)
	})
	fmt.Fprintln(os.Stderr, http.ListenAndServeTLS(os.Args[2], os.Args[3], os.Args[4], nil))
	os.Exit(1)
}
