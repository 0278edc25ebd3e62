package table

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// Things has what is named across announcements.
var Things = &Table{
	Name: "things", Key: []string{"thing_id"},
	About: "A named thing across announcements: names that are taken for one, by rules and by what people say. People, bodies, posts, schemes, laws, places.",
	Columns: []Column{
		id("thing_id", "Id of the name under which it is shown"),
		choice("kind", "What it is", onrecord.NameKinds).known(),
		words("text", "Its name, in the form that is printed most often").known(),
		list("aliases", "Its other names"),
		words("path", "Address of its page, under the record's own").known(),
		count("releases", "In how many announcements it is named"),
		day("first", "Day of issue of the first of them"),
		day("last", "Day of issue of the last of them"),
		list("fits", "Ids of things that it may be the same as, and was left apart from"),
		words("fits_why", "What was missing to take them for one"),
		words("doubt", "Why one person's posts look like those of two people of one name"),
	},
}

func thingRow(n *store.Named) Row {
	var fits []string
	for _, f := range n.Fits {
		fits = append(fits, f.ID)
	}
	return Row{n.ID, string(n.Kind), n.Text, texts(n.Aliases), namePath(n.Kind, n.ID), n.Releases, dayOf(n.First), dayOf(n.Last), texts(fits), text(n.FitsWhy), text(n.Doubt)}
}

func namePath(kind onrecord.NameKind, id string) string {
	if kind == onrecord.NamePerson {
		return "/people/" + id
	}
	return "/names/" + id
}

// Posts has who was seen to hold which post.
var Posts = &Table{
	Name: "posts", Key: []string{"person_id", "role", "past"},
	About: "A post that a person was seen to hold. First and last are the days of the first and last announcement that gives it: it may have been held before and after.",
	Columns: []Column{
		id("person_id", "The person").of("things.thing_id"),
		words("person", "The person's name").known(),
		id("role", "The post as it is printed most often"),
		list("forms", "All forms in which it is printed"),
		words("post", "The post in one form, without its body"),
		words("body", "The body, as printed"),
		yes("past", "Whether announcements give it as a post held no longer, or not yet"),
		day("first", "Day of issue of the first announcement that gives it"),
		day("last", "Day of issue of the last announcement that gives it"),
		count("releases", "How many announcements give it"),
		words("body_id", "The body as a named thing, where it is one").of("things.thing_id"),
	},
}

// The places in a row of Posts of what is filled in when all bodies are known.
const (
	postBody   = 5
	postBodyID = 10
)

func postRow(n *store.Named, p store.Post) Row {
	return Row{n.ID, n.Text, p.Role, texts(p.Forms), text(p.Post), text(p.Body), p.Past, dayOf(p.First), dayOf(p.Last), p.Releases, nil}
}

var linkKinds = []onrecord.LinkKind{onrecord.LinkRestates, onrecord.LinkUpdates, onrecord.LinkConflicts, onrecord.LinkRecalls, onrecord.LinkFollowsUp, onrecord.LinkSameEvent, onrecord.LinkStage, onrecord.LinkSameAnnouncement}

// Links has what was found between passages of announcements.
var Links = &Table{
	Name: "links", Key: []string{"kind", "a", "b"},
	About: "What was found between two passages, or two announcements: a is the later, which restates, updates or follows up b. Found by rules; each row says by which words.",
	Columns: []Column{
		choice("kind", "What a is to b", linkKinds).known(),
		id("a", "Id of the later fact or passage; of the same announcement, of the release"),
		id("a_release_id", "The announcement in which a stands"),
		words("a_text", "The words of a, empty of whole announcements"),
		id("b", "Id of the earlier fact or passage; of the same announcement, of the release"),
		id("b_release_id", "The announcement in which b stands"),
		words("b_text", "The words of b, empty of whole announcements"),
		words("why", "Which words made the link"),
		number("weight", "How much speaks for it, from 0 to 1").known(),
	},
}

func linkRow(j store.Joined) Row {
	a, aText := linkEnd(j.Link.Kind, &j.A)
	b, bText := linkEnd(j.Link.Kind, &j.B)
	return Row{string(j.Link.Kind), a, j.A.Release.ID, aText, b, j.B.Release.ID, bText, text(j.Link.Why), j.Link.Weight}
}

// linkEnd returns the id and the words of an end of a link; of whole releases the
// release's id and no words.
func linkEnd(kind onrecord.LinkKind, p *store.Passage) (string, any) {
	if kind == onrecord.LinkSameAnnouncement {
		return p.Release.ID, nil
	}
	return p.ID, text(p.At.Of(p.Context))
}

// Statements has what people said.
var Statements = &Table{
	Name: "statements", Key: []string{"statement_id"},
	About: "What a person said about the record: a fact confirmed, corrected or rejected, a verdict on a commitment, names merged or split. It is theirs, not the record's. Nothing is removed: what is taken back is undone by another. Oldest first.",
	Columns: []Column{
		id("statement_id", "Id made from all that was stated"),
		choice("kind", "What it does", onrecord.StatementKinds).known(),
		id("subject", "Id of the fact, name or statement that it speaks of"),
		words("object", "Id of the name that a merge or split holds it against"),
		words("words", "The word of a verdict, the name of a rename"),
		choice("scale", "The scale of which a verdict's word is", onrecord.Scales),
		list("evidence", "Ids and addresses that a verdict rests on"),
		Column{Name: "corrections", Type: JSON, About: "What a correction gives: objects with field and value"},
		words("rule", "The rule that had read the fact"),
		words("note", "Why, in their words"),
		id("by", "Who states it"),
		moment("at", "When it was stated").known(),
		yes("undone", "Whether a later statement, which stands, takes it back"),
		words("path", "Address of the page that shows what it speaks of, under the record's own").known(),
	},
}

// StatementRow returns the row of a statement in Statements.
func StatementRow(s onrecord.Statement) Row {
	return Row{
		s.ID, string(s.Kind), s.Subject, text(s.Object), text(s.Words), text(s.Scale), texts(s.Evidence), jsonOf(s.Corrections), text(s.Rule), text(s.Note), s.By, s.At.UTC(), s.Undone, StatementPath(s),
	}
}

// StatementPath is where the pages show what a statement speaks of; of an undo
// the log.
func StatementPath(s onrecord.Statement) string {
	switch s.Kind {
	case onrecord.StatementMerge, onrecord.StatementSplit, onrecord.StatementRename:
		return "/names/" + s.Subject // of a person it leads on
	case onrecord.StatementUndo:
		return "/review/log"
	}
	return "/facts/" + s.Subject
}

// Changes has what differs between versions.
var Changes = &Table{
	Name: "changes", Key: []string{"change_id"},
	About: "What differs between two versions of an announcement that follow each other. It came about at some time between last_seen and captured_at. Undeclared says that no entry of the publisher's change history came with it, and no more.",
	Columns: []Column{
		id("change_id", "Stable id of the change"),
		id("release_id", "The announcement").of("releases.release_id"),
		words("path", "Address of its page, under the record's own").known(),
		words("release_title", "Title of the announcement"),
		count("before", "Number of the older version"),
		count("after", "Number of the newer version"),
		moment("last_seen", "Last capture in which the older version still stood"),
		moment("captured_at", "First capture of the newer version"),
		choice("declaration", "Whether the publisher said that there was a change", onrecord.Declarations).known(),
		list("declared", "What the publisher said, each with its day"),
		choice("rank", "What it touches at most", onrecord.Ranks).known(),
		count("score", "Orders changes by how much they touch, from 0 to 99"),
		words("why", "The same in words"),
		words("title_was", "The older title, where it changed"),
		words("title_is", "The newer title, where it changed"),
		list("facts", "What became of each fact, in words"),
		count("words_added", "How many words are new"),
		count("words_removed", "How many words are gone"),
		count("words_moved", "How many words stand elsewhere"),
	},
}

func changeRow(c store.Change) Row {
	var was, is any
	if c.Title != nil {
		was, is = text(c.Title.Was), text(c.Title.Is)
	}
	var says []string
	for _, f := range c.Facts {
		says = append(says, f.Says)
	}
	return Row{
		c.ID, c.ReleaseID, "/changes/" + c.ID, text(c.Release.Title), c.Before, c.After, momentOf(c.LastSeen), momentOf(c.CapturedAt), string(c.Declaration), declared(c.Declared),
		string(c.Rank), c.Score, text(c.Why), was, is, texts(says), c.Added, c.Removed, c.Moved,
	}
}

// Captures has what was captured, without its bytes.
var Captures = &Table{
	Name: "captures", Key: []string{"sha256", "location"},
	About: "What was captured: where, when, and the hash of its bytes. The bytes themselves are in the WARC and WACZ exports.",
	Columns: []Column{
		id("sha256", "SHA-256 of the captured bytes, in hexadecimal"),
		id("location", "Address or file that they were found at"),
		words("media_type", "What the place said of them (Content-Type)"),
		moment("captured_at", "When they were captured"),
	},
}

func captureRow(c onrecord.Capture) Row {
	return Row{c.Hash, c.Location, text(c.MediaType), momentOf(c.At)}
}
