package page

import (
	"net/http"
	"strings"

	"github.com/onrecord/onrecord/api"
)

// described is the page of the API: its description for people.
func (p *site) described(r *http.Request) (view, error) {
	d := struct {
		api.Guide
		Base    string
		Editing bool
	}{p.api.Guide(), strings.TrimRight(p.base(r), "/") + api.Prefix, p.options.Editing}
	return view{Template: "api", Title: "The record for programs", About: "The JSON API of this record: every question that it answers.", Data: d, Alternate: api.Prefix + "/openapi.json"}, nil
}

// recordAddress is where a release is to be had in the record format.
func recordAddress(id string) string {
	return api.Prefix + "/releases/" + id + "?text=true&facts=true"
}

// annotationAddress is where a fact is to be had as a W3C annotation.
func annotationAddress(id string) string { return api.Prefix + "/facts/" + id + "/annotation" }
