package issuer

import (
	"math/rand"
	"strings"
	"testing"

	"github.com/onrecord/onrecord/internal/sharedtest"
)

// TestRegister joins departments and agencies from the register of UK
// government bodies, two and three at a time, and takes them apart again.
// One name where there were several is abstaining; anything else is wrong.
func TestRegister(t *testing.T) {
	var names []string
	for line := range strings.Lines(string(sharedtest.Read(t, "cases/names/government-organisation.tsv"))) {
		if cells := strings.Split(line, "\t"); len(cells) > 1 && cells[0] != "government-organisation" {
			names = append(names, cells[1])
		}
	}
	if len(names) < 900 {
		t.Fatalf("only %d names", len(names))
	}
	whole := 0
	for _, name := range names {
		if got := Bodies(name); len(got) == 1 {
			whole++
		}
	}
	random := rand.New(rand.NewSource(1))
	right, abstained, wrong := 0, 0, 0
	for range 3000 {
		pick := []string{names[random.Intn(len(names))], names[random.Intn(len(names))], names[random.Intn(len(names))]}[:2+random.Intn(2)]
		phrase := strings.Join(pick[:len(pick)-1], ", ") + " and " + pick[len(pick)-1]
		got := Bodies(phrase)
		switch {
		case strings.Join(got, "|") == strings.Join(pick, "|"):
			right++
		case len(got) == 1:
			abstained++
		default:
			wrong++
		}
	}
	// The register is full of names that end in no word of their kind
	// ("Wilton Park"); beside another such name they are joined to it.
	if whole < 975 || right < 1850 || wrong > 560 {
		t.Error("worse than before")
	}
	t.Logf("%d of %d names whole; joined: %d right, %d abstained, %d wrong", whole, len(names), right, abstained, wrong)
}
