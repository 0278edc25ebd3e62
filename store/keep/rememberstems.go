package keep

// frequencies returns what is remembered of the stems that stand more than once in the texts at some ordinals, nil for
// nothing, and the positions of the others. What words most releases hold is ranked by the same newest of them, whatever the words. It is
// shared.
func (r recall) frequencies(ordinals []int, positions []int64) (known [][]byte, missing []int64) {
	known = make([][]byte, len(ordinals))
	r.with(func(m *memory) {
		for i, at := range ordinals {
			known[i] = m.stems[positions[at]]
		}
	})
	for i, at := range ordinals {
		if known[i] == nil {
			missing = append(missing, positions[at])
		}
	}
	return known, missing
}

func (r recall) keepFrequencies(stems map[int64][]byte) {
	r.with(func(m *memory) {
		for position, packed := range stems {
			m.forgetStems(position) // another was quicker
			for some := range m.stems {
				if m.stemmed+len(packed) <= maxStemmed {
					break
				}
				m.forgetStems(some)
			}
			m.stems[position] = packed
			m.stemmed += len(packed)
		}
	})
}

func (m *memory) forgetStems(position int64) {
	m.stemmed -= len(m.stems[position])
	delete(m.stems, position)
}
