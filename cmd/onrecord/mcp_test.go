package main

import (
	"context"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"
)

// An assistant starts the program itself and talks to it over its standard
// input and output.
func TestAnAssistantStartsTheProgram(t *testing.T) {
	data := t.TempDir()
	run(t, data, "", "import", write(t, "archive.txt", archive)).want(t, 0)
	program := filepath.Join(t.TempDir(), "onrecord")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatal(err, string(out))
	}
	client := sdk.NewClient(&sdk.Implementation{Name: "test", Version: "1"}, nil)
	session, err := client.Connect(t.Context(), &sdk.CommandTransport{Command: exec.Command(program, "mcp", "--data", data)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	result, err := session.CallTool(context.WithoutCancel(t.Context()), &sdk.CallToolParams{Name: "search", Arguments: map[string]any{"query": "lanterns"}})
	if err != nil || result.IsError {
		t.Fatal(err, result)
	}
	if text := result.Content[0].(*sdk.TextContent).Text; !strings.Contains(text, "Lanterns for the north mole") {
		t.Error(text)
	}
	if err := session.Close(); err != nil {
		t.Errorf("the program did not end well: %v", err)
	}
}
