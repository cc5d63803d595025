-- Set up as docs/guides/editor.md says, opens the record that is named, sees what is told, takes the first mend that is
-- offered, and writes both down as JSON.
local file, out = vim.env.AIMSLINT_FILE, vim.env.AIMSLINT_OUT

local function wait(wanted)
  assert(vim.wait(60000, wanted, 20), "nothing came: " .. vim.inspect(vim.diagnostic.get(0)))
end

local function errors()
  return vim.diagnostic.get(0, { severity = vim.diagnostic.severity.ERROR })
end

vim.cmd("edit " .. vim.fn.fnameescape(file))
wait(function() return #vim.lsp.buf_get_clients(0) == 1 end)
local client = vim.lsp.buf_get_clients(0)[1]
local row = vim.fn.search("^owner:") - 1
vim.api.nvim_buf_set_lines(0, row, row + 1, false, { "owner: head-of-lendign" })
wait(function() return #errors() == 1 end)
local told = errors()[1]
vim.api.nvim_win_set_cursor(0, { told.lnum + 1, told.col })
vim.lsp.buf_request_sync(0, "aimslint/settled", vim.NIL, 60000)
local params = vim.lsp.util.make_range_params()
params.context = { diagnostics = vim.lsp.diagnostic.get_line_diagnostics(0, told.lnum) }
local action = vim.lsp.buf_request_sync(0, "textDocument/codeAction", params, 60000)[client.id].result[1]
vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
wait(function() return #errors() == 0 end)
local hover = vim.lsp.buf_request_sync(0, "textDocument/hover", vim.lsp.util.make_position_params(), 60000)
local written = vim.json.encode({
  code = told.code,
  title = action.title,
  line = vim.api.nvim_buf_get_lines(0, row, row + 1, false)[1],
  hover = hover[client.id].result.contents.value,
})
vim.fn.writefile({ written }, out)
vim.cmd("qall!")
