//! Bytes → raw pages: text, spans and places of cells. What the page means is not our business.
