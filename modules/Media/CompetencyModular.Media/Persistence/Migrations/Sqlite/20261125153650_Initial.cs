using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CompetencyModular.Media.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "media_files",
                columns: table => new
                {
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Ending = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    Length = table.Column<long>(type: "INTEGER", nullable: false),
                    AddedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Look = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Rendition = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Width = table.Column<int>(type: "INTEGER", nullable: true),
                    Height = table.Column<int>(type: "INTEGER", nullable: true),
                    Codecs = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    PreviewHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    PreviewEnding = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    PreviewLength = table.Column<long>(type: "INTEGER", nullable: false),
                    RenditionHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    RenditionEnding = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    RenditionLength = table.Column<long>(type: "INTEGER", nullable: false),
                    Tries = table.Column<int>(type: "INTEGER", nullable: false),
                    BusyUntil = table.Column<long>(type: "INTEGER", nullable: true),
                    ReleasedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_media_files", x => x.Hash);
                });

            migrationBuilder.CreateTable(
                name: "media_media",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Description = table.Column<string>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Folder = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Language = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    Minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    Threshold = table.Column<int>(type: "INTEGER", nullable: false),
                    CurrentNumber = table.Column<int>(type: "INTEGER", nullable: false),
                    SearchText = table.Column<string>(type: "TEXT", nullable: false),
                    AuthorId = table.Column<Guid>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    TrashedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    TrashedById = table.Column<Guid>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_media_media", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "media_settings",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    TrashDays = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_media_settings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "media_captions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    MediumId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Language = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    FileName = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Length = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_media_captions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_media_captions_media_media_MediumId",
                        column: x => x.MediumId,
                        principalTable: "media_media",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "media_links",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    MediumId = table.Column<Guid>(type: "TEXT", nullable: false),
                    TokenHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Note = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    CreatedById = table.Column<Guid>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false),
                    RevokedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_media_links", x => x.Id);
                    table.ForeignKey(
                        name: "FK_media_links_media_media_MediumId",
                        column: x => x.MediumId,
                        principalTable: "media_media",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "media_tags",
                columns: table => new
                {
                    MediumId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Tag = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_media_tags", x => new { x.MediumId, x.Tag });
                    table.ForeignKey(
                        name: "FK_media_tags_media_media_MediumId",
                        column: x => x.MediumId,
                        principalTable: "media_media",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "media_versions",
                columns: table => new
                {
                    MediumId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    FileName = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ContentType = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Length = table.Column<long>(type: "INTEGER", nullable: false),
                    Seconds = table.Column<double>(type: "REAL", nullable: true),
                    Note = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    UploadedById = table.Column<Guid>(type: "TEXT", nullable: true),
                    UploadedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_media_versions", x => new { x.MediumId, x.Number });
                    table.ForeignKey(
                        name: "FK_media_versions_media_media_MediumId",
                        column: x => x.MediumId,
                        principalTable: "media_media",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "media_viewings",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    MediumId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Occurrence = table.Column<int>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    VersionNumber = table.Column<int>(type: "INTEGER", nullable: false),
                    Opens = table.Column<int>(type: "INTEGER", nullable: false),
                    Position = table.Column<double>(type: "REAL", nullable: false),
                    Parts = table.Column<string>(type: "TEXT", nullable: false),
                    Share = table.Column<double>(type: "REAL", nullable: false),
                    BegunAt = table.Column<long>(type: "INTEGER", nullable: false),
                    TouchedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    CompletedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    CompletedVersion = table.Column<int>(type: "INTEGER", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_media_viewings", x => x.Id);
                    table.ForeignKey(
                        name: "FK_media_viewings_media_media_MediumId",
                        column: x => x.MediumId,
                        principalTable: "media_media",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_media_captions_Hash",
                table: "media_captions",
                column: "Hash");

            migrationBuilder.CreateIndex(
                name: "IX_media_captions_MediumId_Language",
                table: "media_captions",
                columns: new[] { "MediumId", "Language" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_media_files_Look_AddedAt",
                table: "media_files",
                columns: new[] { "Look", "AddedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_media_files_PreviewHash",
                table: "media_files",
                column: "PreviewHash");

            migrationBuilder.CreateIndex(
                name: "IX_media_files_ReleasedAt",
                table: "media_files",
                column: "ReleasedAt");

            migrationBuilder.CreateIndex(
                name: "IX_media_files_Rendition_AddedAt",
                table: "media_files",
                columns: new[] { "Rendition", "AddedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_media_files_RenditionHash",
                table: "media_files",
                column: "RenditionHash");

            migrationBuilder.CreateIndex(
                name: "IX_media_links_MediumId",
                table: "media_links",
                column: "MediumId");

            migrationBuilder.CreateIndex(
                name: "IX_media_links_TokenHash",
                table: "media_links",
                column: "TokenHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_media_media_Folder_SearchText",
                table: "media_media",
                columns: new[] { "Folder", "SearchText" });

            migrationBuilder.CreateIndex(
                name: "IX_media_media_State_TrashedAt_SearchText",
                table: "media_media",
                columns: new[] { "State", "TrashedAt", "SearchText" });

            migrationBuilder.CreateIndex(
                name: "IX_media_media_TrashedAt",
                table: "media_media",
                column: "TrashedAt");

            migrationBuilder.CreateIndex(
                name: "IX_media_tags_Tag",
                table: "media_tags",
                column: "Tag");

            migrationBuilder.CreateIndex(
                name: "IX_media_versions_Hash",
                table: "media_versions",
                column: "Hash");

            migrationBuilder.CreateIndex(
                name: "IX_media_viewings_MediumId",
                table: "media_viewings",
                column: "MediumId");

            migrationBuilder.CreateIndex(
                name: "IX_media_viewings_PersonId_MediumId_Occurrence",
                table: "media_viewings",
                columns: new[] { "PersonId", "MediumId", "Occurrence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_media_viewings_PersonId_TouchedAt",
                table: "media_viewings",
                columns: new[] { "PersonId", "TouchedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "media_captions");

            migrationBuilder.DropTable(
                name: "media_files");

            migrationBuilder.DropTable(
                name: "media_links");

            migrationBuilder.DropTable(
                name: "media_settings");

            migrationBuilder.DropTable(
                name: "media_tags");

            migrationBuilder.DropTable(
                name: "media_versions");

            migrationBuilder.DropTable(
                name: "media_viewings");

            migrationBuilder.DropTable(
                name: "media_media");
        }
    }
}
