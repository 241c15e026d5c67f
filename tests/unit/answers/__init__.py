"""From answer ids to replies."""
