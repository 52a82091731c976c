"""What a screen reader is told while the talk goes on: that the client is typing, then the whole line, once."""

from __future__ import annotations

# Streamlit redraws a growing line piece by piece: read aloud as it comes, one would hear every half sentence. So a log of
# our own beside the screen is told the line when it has stood still. The text is set as text, never as markup.
LISTEN_JS = """
const LOG = "line-aloud", STILL_MS = 600

function log(name) {
  let place = document.getElementById(LOG)
  if (!place) {
    place = document.createElement("div")
    place.id = LOG
    place.setAttribute("role", "log")
    place.setAttribute("aria-live", "polite")
    place.setAttribute("aria-label", "What the client says")
    place.style.cssText = "position:fixed;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap"
    document.body.appendChild(place)
  }
  place.dataset.name = name
  return place
}

function say(place, text) {
  if (place.dataset.said === text) return
  place.dataset.said = text
  const line = document.createElement("p")
  line.textContent = text
  place.appendChild(line)
  while (place.children.length > 4) place.firstChild.remove()
}

function lastLine() {
  const all = document.querySelectorAll('[data-testid="stChatMessageContent"]')
  const last = all[all.length - 1]
  return last && last.getAttribute("aria-label") !== "Chat message from user" ? last.innerText.trim() : ""
}

function listen(name) {
  const root = document.documentElement
  const place = log(name)
  if (root.dataset.aloud) return
  root.dataset.aloud = "yes"
  let waiting = 0
  const look = () => {
    const text = lastLine(), who = place.dataset.name
    if (!text || !location.pathname.endsWith("/talk")) return
    if (text.startsWith(who + " is typing")) { say(place, who + " is typing"); return }
    clearTimeout(waiting)
    waiting = setTimeout(() => { if (lastLine() === text) say(place, who + ": " + text) }, STILL_MS)
  }
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true })
  look()
}
"""
