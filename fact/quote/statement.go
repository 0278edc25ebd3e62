package quote

// summed reads the release of a body that is one person's statement: its first
// block sums up what they said, and all that follows speaks as "I": "The minister
// Jane Doe said that work goes on when she updated Parliament." It reports whether
// it read one.
func (r *reader) summed() bool {
	d := r.d
	if len(r.quotes) > 0 || len(d.Blocks) < 3 || r.saysI(0) || !r.saysI(1) || !r.unannounced(1) || !r.byBody() {
		return false
	}
	cues := r.cuesOf(0)
	if len(cues) != 1 || cues[0].Announces {
		return false
	}
	who := r.resolve(cues[0].Subject)
	if who.name == "" {
		return false
	}
	end, _ := r.goesOn(1, who, true)
	r.blockQuote(1, end, who, cues[0].Span(d), &ruleSpeech)
	return true
}
