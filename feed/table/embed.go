package table

import _ "embed"

//go:embed views.sql
var views string

//go:embed indexes.sql
var indexes string
