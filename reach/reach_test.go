package reach_test

import (
	"testing"

	"github.com/onrecord/onrecord/reach"
)

func TestControl(t *testing.T) {
	for address, want := range map[string][3]bool{ // let through in the scopes Web, Public, Private
		"93.184.216.34:443":       {true, true, true},
		"93.184.216.34:8443":      {false, true, true},
		"[2606:2800:220:1::1]:80": {true, true, true},
		"127.0.0.1:80":            {false, false, true},
		"10.1.2.3:8080":           {false, false, true},
		"172.20.0.1:443":          {false, false, true},
		"192.168.1.1:443":         {false, false, true},
		"100.64.0.7:443":          {false, false, true},
		"[::1]:443":               {false, false, true},
		"[fd00::1]:443":           {false, false, true},
		"169.254.169.254:80":      {false, false, false},
		"[fe80::1]:80":            {false, false, false},
		"[fd00:ec2::254]:80":      {false, false, false},
		"[fd20:ce::254]:80":       {false, false, false},
		"[fd20:ce::255]:80":       {false, false, true},
		"100.100.100.200:80":      {false, false, false},
		"100.100.100.201:80":      {false, false, true},
		"0.0.0.0:80":              {false, false, false},
		"224.0.0.1:80":            {false, false, false},
		"[::ffff:127.0.0.1]:80":   {false, false, false},
		"[64:ff9b::7f00:1]:80":    {false, false, false},
		"[2002:7f00:1::1]:80":     {false, false, false},
		"no address":              {false, false, false},
	} {
		for i, scope := range []reach.Scope{reach.Web, reach.Public, reach.Private} {
			network := "tcp4"
			if address[0] == '[' {
				network = "tcp6"
			}
			err := reach.Control(scope)(network, address, nil)
			if (err == nil) != want[i] || err != nil && !reach.Refused(err) {
				t.Errorf("%s in scope %d: %v", address, scope, err)
			}
		}
	}
}
