package score

import (
	"encoding/json"
	"fmt"

	"github.com/onrecord/onrecord"
)

// Gold is one release as careful readers marked it. Paragraphs are numbered
// from 0 and may carry list marks; facts name the paragraph they stand in.
type Gold struct {
	N int `json:"n"`
	// Half is "tune" or "held" in a gold of two halves, of which the second is
	// hardly looked at while the rules are tuned; else "".
	Half string `json:"half"`
	// URL is the release's address, "" where the gold gives none.
	URL         string           `json:"url"`
	Title       string           `json:"title"`
	IssuedOn    onrecord.Date    `json:"issued_on"`
	IssuedBy    []string         `json:"issued_by"`
	Paragraphs  []string         `json:"paras"`
	Quotes      []GoldQuote      `json:"quotes"`
	Dates       []GoldDate       `json:"dates"`
	Figures     []GoldFigure     `json:"figures"`
	Commitments []GoldCommitment `json:"commitments"`
	Names       []GoldName       `json:"names"`
	Relations   []GoldRelation   `json:"relations"`
}

// Mark is what every marked fact has. Optional says that the readers
// disagreed: it is neither asked for nor held against.
type Mark struct {
	Para     *int   `json:"para"`
	Paras    []int  `json:"paras"`
	Text     string `json:"text"`
	Optional bool   `json:"optional"`
}

// GoldQuote is a block (Paras from, to; no Text) or in-line words (Para, Text).
type GoldQuote struct {
	Mark
	Speaker string `json:"speaker"`
	Role    string `json:"role"`
	// Also is what another careful reader made of the same words, where that
	// differs: see Agree. It is nil for a gold of one reading.
	Also *GoldQuote `json:"-"`
}

// GoldDate is a date; Alt are other readings that are fair.
type GoldDate struct {
	Mark
	From  onrecord.Date      `json:"from"`
	To    onrecord.Date      `json:"to"`
	Bound onrecord.Bound     `json:"bound"`
	Alt   [][2]onrecord.Date `json:"alt"`
	Also  *GoldDate          `json:"-"` // as of GoldQuote
}

// GoldFigure is a figure.
type GoldFigure struct {
	Mark
	Kind      onrecord.FigureKind `json:"kind"`
	Value     float64             `json:"value"`
	ValueTo   *float64            `json:"value_to"`
	Unit      string              `json:"unit"`
	Qualifier onrecord.Qualifier  `json:"qualifier"`
	Also      *GoldFigure         `json:"-"` // as of GoldQuote
}

// GoldCommitment is a commitment; DueAlt are other readings that are fair.
type GoldCommitment struct {
	Mark
	Actor  string          `json:"actor"`
	Due    *onrecord.Due   `json:"due"`
	DueAlt []*onrecord.Due `json:"due_alt"`
	Also   *GoldCommitment `json:"-"` // as of GoldQuote
}

// GoldName is a named thing.
type GoldName struct {
	Mark
	Kind    onrecord.NameKind `json:"kind"`
	Aliases []string          `json:"aliases"`
	Also    *GoldName         `json:"-"` // as of GoldQuote
}

// GoldRelation is a relation.
type GoldRelation struct {
	Mark
	Type onrecord.RelationType `json:"type"`
	From onrecord.OneOrMore    `json:"from"`
	To   onrecord.OneOrMore    `json:"to"`
}

// ParseGold reads a gold file: a JSON list of releases. The error wraps
// onrecord.ErrInvalid.
func ParseGold(data []byte) ([]Gold, error) {
	var golds []Gold
	if err := json.Unmarshal(data, &golds); err != nil {
		return nil, fmt.Errorf("%w: gold: %w", onrecord.ErrInvalid, err)
	}
	return golds, nil
}
