package pdf

import (
	library "github.com/ledongthuc/pdf"
)

// The library holds what stands before an operator in memory, many times its
// size, and gives up on what is nested deeper than 1,000, to start again at
// the next bracket. No real page comes near these bounds.
const (
	maxNesting  = 5000    // brackets open in a content stream
	maxOperands = 1 << 20 // bytes before one operator
)

// tooHeavy reports whether a content stream, or several that are one, is over
// these bounds at some place.
func tooHeavy(stream library.Value) bool {
	parts := []library.Value{stream}
	if stream.Kind() == library.Array {
		parts = parts[:0]
		for i := range stream.Len() {
			parts = append(parts, stream.Index(i))
		}
	}
	var s scanner
	buffer := make([]byte, 32<<10)
	for _, part := range parts {
		in := part.Reader()
		for {
			n, err := in.Read(buffer)
			for _, b := range buffer[:n] {
				if s.next(b); s.open > maxNesting || s.operands > maxOperands {
					return true
				}
			}
			if err != nil {
				break
			}
		}
	}
	return false
}

// scanner follows the syntax of a content stream (ISO 32000-1, 7.2 and 7.3),
// byte by byte, as far as is needed to tell its operators from the rest.
type scanner struct {
	open     int  // brackets
	text     int  // parentheses of a string
	escaped  bool // after a backslash in a string
	within   bool // inside a token
	operands int  // bytes since the last operator
}

func (s *scanner) next(b byte) {
	s.operands++
	if s.text > 0 {
		s.inString(b)
		return
	}
	switch b {
	case '(':
		s.text, s.within = 1, false
	case '[', '<':
		s.open++
		s.within = false
	case ']', '>':
		s.open = max(0, s.open-1)
		s.within = false
	case ' ', '\t', '\r', '\n', '\f', 0:
		s.within = false
	default:
		letter := b|0x20 >= 'a' && b|0x20 <= 'z' || b == '\'' || b == '"'
		if letter && !s.within && s.open == 0 {
			s.operands = 0
		}
		s.within = true
	}
}

func (s *scanner) inString(b byte) {
	switch {
	case s.escaped:
		s.escaped = false
	case b == '\\':
		s.escaped = true
	case b == '(':
		s.text++
	case b == ')':
		s.text--
	}
}
