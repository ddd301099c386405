"""Process maps with swim lanes: one geometry, drawn as SVG, PNG or PDF.

>>> from procsim.report.maps import layout, save          # doctest: +SKIP
>>> save(layout(process, model, language="fr"), Path("map.svg"))          # doctest: +SKIP
"""

from procsim.report.maps.defects import defects
from procsim.report.maps.drawing import Drawing
from procsim.report.maps.layout import layout
from procsim.report.maps.saving import save
from procsim.report.maps.svg import to_svg

__all__ = ["Drawing", "defects", "layout", "save", "to_svg"]
