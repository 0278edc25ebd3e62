package followthemoney

import (
	"context"
	"crypto/sha1"
	"encoding/hex"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/onrecord/onrecord/feed/table"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

// dataset names where statements come from, as FollowTheMoney has it.
const dataset = "onrecord"

// statement is one value of one property of an entity, or under the property "id" that there is
// the entity.
type statement struct {
	CanonicalID   string  `json:"canonical_id"`
	EntityID      string  `json:"entity_id"`
	Property      string  `json:"prop"`
	Schema        string  `json:"schema"`
	Value         string  `json:"value"`
	Dataset       string  `json:"dataset"`
	Language      *string `json:"lang"`
	OriginalValue *string `json:"original_value"`
	// FirstSeen and LastSeen are not told: of one value a record does not know it.
	FirstSeen *string `json:"first_seen"`
	LastSeen  *string `json:"last_seen"`
	External  bool    `json:"external"`
	Origin    *string `json:"origin"`
	ID        string  `json:"id"`
}

// WriteStatements writes what Write does as statements, one a line as JSON: each value by
// itself, under the id that FollowTheMoney makes of it. Those of an entity stand together, the one that there is
// it first, then by property.
func WriteStatements(ctx context.Context, w io.Writer, r store.Reader, q search.Node, o table.Options) error {
	encoder := encoderOf(w)
	return write(ctx, r, q, o, func(e entity) error {
		if err := encoder.Encode(newStatement(e, "id", e.ID)); err != nil {
			return err
		}
		for _, property := range slices.Sorted(maps.Keys(e.Properties)) {
			for _, value := range slices.Compact(slices.Sorted(slices.Values(e.Properties[property]))) {
				if err := encoder.Encode(newStatement(e, property, value)); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func newStatement(e entity, property, value string) statement {
	// The id is the SHA-1 of these, by FollowTheMoney's Statement.make_key.
	sum := sha1.Sum([]byte(strings.Join([]string{dataset, e.ID, property, value}, ".")))
	return statement{CanonicalID: e.ID, EntityID: e.ID, Property: property, Schema: e.Schema, Value: value, Dataset: dataset, ID: hex.EncodeToString(sum[:])}
}
