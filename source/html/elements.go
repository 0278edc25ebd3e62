package html

import "golang.org/x/net/html/atom"

// silent reports whether the content of an element is no text of the page.
func silent(tag atom.Atom) bool {
	switch tag {
	case atom.Script, atom.Style, atom.Nav, atom.Template, atom.Noscript, atom.Title,
		atom.Iframe, atom.Object, atom.Svg, atom.Canvas, atom.Audio, atom.Video,
		atom.Button, atom.Select, atom.Textarea, atom.Datalist, atom.Noframes, atom.Noembed:
		return true
	}
	return false
}

// blockLevel reports whether an element starts and ends a block of text.
func blockLevel(tag atom.Atom) bool {
	switch tag {
	case atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Caption,
		atom.Center, atom.Dd, atom.Details, atom.Dialog, atom.Dir, atom.Div, atom.Dl, atom.Dt,
		atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Form,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Head, atom.Header, atom.Hgroup,
		atom.Hr, atom.Html, atom.Legend, atom.Li, atom.Main, atom.Menu, atom.Ol, atom.P,
		atom.Pre, atom.Section, atom.Summary, atom.Table, atom.Tbody, atom.Td, atom.Tfoot,
		atom.Th, atom.Thead, atom.Tr, atom.Ul:
		return true
	}
	return false
}

// void reports whether an element has no content and no end tag.
func void(tag atom.Atom) bool {
	switch tag {
	case atom.Area, atom.Base, atom.Br, atom.Col, atom.Embed, atom.Hr, atom.Img,
		atom.Input, atom.Link, atom.Meta, atom.Param, atom.Source, atom.Track, atom.Wbr:
		return true
	}
	return false
}
