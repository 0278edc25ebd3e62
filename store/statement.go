package store

import (
	"github.com/onrecord/onrecord"
)

// StatementRequest asks for one page of statements.
type StatementRequest struct {
	Kinds []onrecord.StatementKind // empty is all
	// About restricts to statements whose subject or object has this id; for a
	// named thing that of any of its names will do. A commitment's is its fact's.
	About  string
	By     string // restricts to one person's; "" is everybody's
	Limit  int    // 1 to 100; 0 is 50
	Cursor string
}

// StatementPage is one page of statements.
type StatementPage struct {
	Statements []onrecord.Statement
	Total      int
	Next       string
}

// RuleReview counts what people said of facts that one rule read.
type RuleReview struct {
	Kind                           onrecord.FactKind
	Rule                           string
	Confirmed, Corrected, Rejected int
}

// Wrong is how many of them were corrected or rejected, Reviewed how many
// there are.
func (r RuleReview) Wrong() int    { return r.Corrected + r.Rejected }
func (r RuleReview) Reviewed() int { return r.Confirmed + r.Wrong() }
