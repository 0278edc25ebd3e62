package figure

import (
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/date"
)

// TestAgeAfterPerson: a number behind a person's name and a comma is an age;
// behind another name it is not.
func TestAgeAfterPerson(t *testing.T) {
	const text = "Police named the driver as Ilse Varn, 24. Nobody on the Ilse Varn, 24 metres long, was hurt."
	d := document("", text)
	at := strings.Index(text, "Ilse Varn")
	names := []onrecord.Name{{Kind: onrecord.NamePerson, Text: "Ilse Varn", Spans: []onrecord.Pair{{Start: at, End: at + len("Ilse Varn")}}}}
	f := Read(d, date.Read(d), names)
	if len(f) != 2 || f[0].Kind != onrecord.FigureDuration || f[0].Unit != "years" || f[1].Kind != onrecord.FigureLength {
		t.Errorf("%+v", f)
	}
}

// TestAgeInBrackets: a number in brackets behind a person's name is an age;
// behind another name it is not.
func TestAgeInBrackets(t *testing.T) {
	const text = "The winner, Ilse Varn (28), thanked the crew of the Ilse Varn (14)."
	d := document("", text)
	at := strings.Index(text, "Ilse Varn")
	names := []onrecord.Name{{Kind: onrecord.NamePerson, Text: "Ilse Varn", Spans: []onrecord.Pair{{Start: at, End: at + len("Ilse Varn")}}}}
	f := Read(d, date.Read(d), names)
	if len(f) != 1 || f[0].Text != "28" || f[0].Kind != onrecord.FigureDuration || f[0].Unit != "years" {
		t.Errorf("%+v", f)
	}
}
